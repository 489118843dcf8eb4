package org.bidseal.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bidseal.testsupport.Capability;
import org.bidseal.verifier.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The life of one bid against the fleet's own jars, through the gateway only.
@ExtendWith(FleetUnderTest.class)
final class DemoTest {
  @Test
  @Capability({
    "CRY-001",
    "CRY-002",
    "CRY-004",
    "CRY-006",
    "CRY-007",
    "CRY-008",
    "CRY-009",
    "CRY-010",
    "CRY-014",
    "ESC-006",
    "ESC-009",
    "SIGN-004"
  })
  void oneBidLivesItsWholeLife(Life life) throws IOException {
    Demonstration demonstration = life.demonstration();
    assertThat(demonstration.told())
        .contains("sealing without a verified backup – refused")
        .contains("opening it before its time – refused")
        .contains("naming an open bid but sending the point of a shut one – refused")
        .contains("the lost phone's share – refused")
        .contains("which is taken back before the deadline")
        .contains("its bid is confirmed")
        .contains("bringing the key back with one piece – refused")
        .contains("opening the bid that was taken back – refused")
        .contains("a lock of others than the tender's documents name – refused by the phone")
        .contains("opening the locked bid before its time – refused")
        .contains("a member who would release the lock before its time – refused")
        .contains("half a key opens nothing")
        .contains("the three of them hand that half in – refused")
        .contains("the time before the postponement only – refused by the phone")
        .contains("two of five are too few – refused")
        .contains("deploy/verify-record ");
    Path output = demonstration.output();
    assertThat(output)
        .isDirectoryContaining("glob:**/signed.pdf")
        .isDirectoryContaining("glob:**/bid.receipt.json")
        .isDirectoryContaining("glob:**/bid.envelope")
        .isDirectoryContaining("glob:**/opening-record.json");
    Path original = output.resolve("input/bid.zip");
    for (String name : List.of("opening-record.json", "locked-opening-record.json")) {
      assertThat(verify(output, name))
          .endsWith("The record is whole and genuine.\n")
          .doesNotContain("Notes");
    }
    assertThat(Files.readString(output.resolve("locked-opening-record.json")))
        .contains("LOCK_READY")
        .contains("LOCK_RELEASED");
    for (int lot = 1; lot <= 7; lot++) {
      assertThat(Files.mismatch(output.resolve("opened-lot-" + lot), original)).isEqualTo(-1);
    }
  }

  /// What deploy/verify-record tells of a record of the demo's.
  private static String verify(Path output, String name) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(told, true, UTF_8);
    List<String> words =
        List.of(output.resolve(name).toString(), "--trust", output.resolve("root.pem").toString());
    assertThat(Main.run(words, out, out)).as(told.toString(UTF_8)).isZero();
    return told.toString(UTF_8);
  }
}
