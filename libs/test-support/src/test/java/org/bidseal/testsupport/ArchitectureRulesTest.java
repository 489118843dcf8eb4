package org.bidseal.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/// Each rule against a package that breaks it and nothing else.
class ArchitectureRulesTest {
  private static final String FIXTURES = "org.bidseal.testsupport.fixture.";

  @Test
  void soundCodeHasNoViolation() {
    assertThat(violations("sound")).isEmpty();
  }

  @Test
  void packagesAreSmall() {
    assertThat(violations("crowd"))
        .isEqualTo("Package " + FIXTURES + "crowd has 14 classes: split it\n");
  }

  @Test
  void adaptersAreHidden() {
    assertThat(violations("bared"))
        .contains("rule 1", "(3 times)", "DoorRepository", "DoorRow", "DoorAdapter")
        .doesNotContain("rule 3", "cycles", "blocks", "split it");
  }

  @Test
  void theModelIsFreeOfFrameworks() {
    assertThat(violations("bound"))
        .contains("rule 3", "bound.model.Lock", "bound.Window$Tilted")
        .doesNotContain("rule 1", "cycles", "blocks", "split it");
  }

  @Test
  void packagesFormNoCycle() {
    assertThat(violations("ring"))
        .contains("No cycles between packages", "Slice left", "Slice right")
        .doesNotContain("rule 1", "rule 3", "blocks", "split it");
  }

  @Test
  void nothingBlocks() {
    assertThat(violations("impatient"))
        .contains("Nothing blocks on a Mono or Flux", "Mono.block()", "Flux.toStream()")
        .doesNotContain("rule 1", "rule 3", "cycles", "split it");
  }

  @Test
  void aMisspeltPackageIsNotTakenForASoundOne() {
    assertThatThrownBy(() -> ArchitectureRules.verify("org.bidseal.nowhere"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("No classes in org.bidseal.nowhere");
  }

  @Test
  void thisModuleKeepsItsOwnRules() {
    ArchitectureRules.verify("org.bidseal.testsupport");
  }

  private static String violations(String fixture) {
    return ArchitectureRules.violations(
        new ClassFileImporter().importPackages(FIXTURES + fixture), FIXTURES + fixture);
  }
}
