package org.bidseal.fleet.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapabilitiesTest {
  @TempDir Path root;
  private final List<String> printed = new ArrayList<>();

  @Test
  void everyIdIsPrintedWithItsTestsAndTheirResults() throws IOException {
    promise(
        "# Capabilities",
        "- CRY-006 A wrong PIN counts",
        "- ID-001 | Log in [R]",
        "- ID-001b | First choice",
        "| SEAL-007 | Review first |",
        "**QR-010** Shown before it is confirmed",
        "- CRY-017 Nobody has tested this");
    results(
        "crypto-service",
        "CRY-006\torg.bidseal.crypto.PinTest#counts\tpassed",
        "CRY-006\torg.bidseal.crypto.PinTest#locks\tpassed");
    results(
        "identity-service",
        "ID-001\torg.bidseal.identity.LoginTest#logsIn\tpassed",
        "ID-001\torg.bidseal.identity.LoginTest#logsInAgain\tfailed",
        "ID-001b\torg.bidseal.identity.LoginTest#chooses\tskipped");
    results("deploy/acceptance", "SEAL-007\torg.bidseal.acceptance.DemoTest#runs\tpassed");
    results("qr-session-service", "QR-099\torg.bidseal.qr.ScanTest#scans\tpassed");

    assertThat(Capabilities.run(root, printed::add)).isEqualTo(1);
    assertThat(printed)
        .containsExactly(
            "CRY-006   proved    A wrong PIN counts",
            "          passed    org.bidseal.crypto.PinTest#counts",
            "          passed    org.bidseal.crypto.PinTest#locks",
            "CRY-017   no test   Nobody has tested this",
            "ID-001    FAILED    Log in [R]",
            "          passed    org.bidseal.identity.LoginTest#logsIn",
            "          failed    org.bidseal.identity.LoginTest#logsInAgain",
            "ID-001b   not run   First choice",
            "          skipped   org.bidseal.identity.LoginTest#chooses",
            "QR-010    no test   Shown before it is confirmed",
            "QR-099    proved    (not in docs/capabilities.md)",
            "          passed    org.bidseal.qr.ScanTest#scans",
            "SEAL-007  proved    Review first",
            "          passed    org.bidseal.acceptance.DemoTest#runs",
            "3 of 7 proved by tests of the last run");
  }

  @Test
  void allIsWellOnceEveryPromiseIsProved() throws IOException {
    promise("- CRY-006 A wrong PIN counts");
    results("crypto-service", "CRY-006\torg.bidseal.crypto.PinTest#counts\tpassed");
    assertThat(Capabilities.run(root, printed::add)).isZero();
    assertThat(printed).last().isEqualTo("1 of 1 proved by tests of the last run");
  }

  @Test
  void beforeAnyTestHasRunNothingIsProved() throws IOException {
    promise("- CRY-006 A wrong PIN counts");
    assertThat(Capabilities.run(root, printed::add)).isEqualTo(1);
    assertThat(printed)
        .containsExactly(
            "CRY-006   no test   A wrong PIN counts", "0 of 1 proved by tests of the last run");
  }

  private void promise(String... lines) throws IOException {
    Path file = root.resolve("docs").resolve("capabilities.md");
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines));
  }

  /// As the test listener of a module leaves them.
  private void results(String module, String... lines) throws IOException {
    Path file = root.resolve(module).resolve("target").resolve("capabilities.tsv");
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines));
  }
}
