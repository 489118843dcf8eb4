package org.bidseal.testsupport.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class CapabilityListenerTest {
  @TempDir Path folder;

  @Test
  void resultsOfNamedTestsAreWrittenAndKept() throws IOException {
    Path file = folder.resolve("capabilities.tsv");
    Files.write(
        file,
        List.of(
            "XYZ-001\telsewhere.SomeTest#ran\tpassed",
            "TST-001\torg.bidseal.testsupport.capability.CapabilityListenerTest$Sample#passes\tfailed"));
    Launcher launcher =
        LauncherFactory.create(
            LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build());
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(Sample.class)).build(),
        new CapabilityListener(file));
    String sample = "org.bidseal.testsupport.capability.CapabilityListenerTest$Sample#";
    assertThat(Files.readAllLines(file))
        .containsExactlyInAnyOrderElementsOf(
            List.of(
                "TST-001\t" + sample + "passes\tpassed",
                "TST-002\t" + sample + "passes\tpassed",
                "TST-003\t" + sample + "failsOnce\tfailed",
                "TST-004\t" + sample + "isSkipped\tskipped",
                "TST-005\t" + sample + "isAborted\taborted",
                "XYZ-001\telsewhere.SomeTest#ran\tpassed"));
  }

  /// Run by the test above, not by the build: nested static classes named so are not found by it.
  @Tag("sample")
  static final class Sample {
    @Test
    @Capability({"TST-001", "TST-002"})
    void passes() {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @Capability("TST-003")
    void failsOnce(int value) {
      assertThat(value).isNotEqualTo(2);
    }

    @Test
    @Disabled("shows what a skipped test looks like")
    @Capability("TST-004")
    void isSkipped() {}

    @Test
    @Capability("TST-005")
    void isAborted() {
      Assumptions.abort("shows what an aborted test looks like");
    }
  }
}
