package org.bidseal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bidseal.demo.Main;
import org.bidseal.fleet.Fleet;
import org.bidseal.fleet.FleetSettings;
import org.bidseal.fleet.Progress;
import org.bidseal.fleet.Service;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.Test;

/// The life of one bid against the fleet's own jars, through the gateway only.
final class DemoTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  @Test
  @Capability({
    "CRY-002",
    "CRY-006",
    "CRY-007",
    "CRY-008",
    "CRY-010",
    "ESC-006",
    "ESC-009",
    "SIGN-004"
  })
  void oneBidLivesItsWholeLife() throws Exception {
    Path work = Path.of("target").toAbsolutePath();
    Path data = work.resolve("fleet");
    Path output = work.resolve("demo-output");
    Fleet.deleteData(data);
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    try (Fleet fleet = Fleet.start(FleetSettings.forTest(ROOT, data), Progress.SILENT)) {
      Main.run(
          new String[] {
            "--gateway", fleet.url(Service.GATEWAY),
            "--secrets", data.resolve("secrets.properties").toString(),
            "--output", output.toString(),
            "--opening-in", "60"
          },
          new PrintStream(told, true, StandardCharsets.UTF_8));
    } finally {
      System.out.println(told.toString(StandardCharsets.UTF_8));
    }
    assertThat(told.toString(StandardCharsets.UTF_8))
        .contains("sealing without a verified backup – refused")
        .contains("opening it before its time – refused")
        .contains("naming an open bid but sending the point of a shut one – refused")
        .contains("the lost phone's share – refused");
    assertThat(output)
        .isDirectoryContaining("glob:**/signed.pdf")
        .isDirectoryContaining("glob:**/bid.receipt.json")
        .isDirectoryContaining("glob:**/bid.envelope")
        .isDirectoryContaining("glob:**/opening-record.json");
    assertThat(Files.mismatch(output.resolve("opened-lot-1"), output.resolve("input/bid.zip")))
        .isEqualTo(-1);
    assertThat(Files.mismatch(output.resolve("opened-lot-4"), output.resolve("input/bid.zip")))
        .isEqualTo(-1);
  }
}
