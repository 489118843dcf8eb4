package org.bidseal.crypto.keyabuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.crypto.testkit.CryptoProcess;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.OwnDatabase;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.embedded.Database;
import org.bidseal.embedded.Ports;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.servers.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/// The whole database is replaced by yesterday's copy of it, between two lives of the service, as
/// docs/operations.md ("A restored database") describes it.
@Timeout(300)
final class RestoredBackupTest extends KeyServiceTest {
  @Autowired private Environment environment;
  @TempDir private Path witness;

  private final int port = Ports.free();
  private final UUID session = UUID.randomUUID();
  private final Database live = TestServers.get().freshDatabase("restored");
  private final String backup = live.name() + "_yesterday";

  @Test
  void nothingOfYesterdayServesAndThePersonsComeBackByVerification() throws SQLException {
    TestPhone phone;
    TestPhone renewed;
    TestPhone guessed;
    try (CryptoProcess first = start("restored-1")) {
      phone = TestPhone.enrol(first.client(), KeyUsage.SIGNING);
      renewed = TestPhone.enrol(first.client(), KeyUsage.SIGNING);
      guessed = TestPhone.enrol(first.client(), KeyUsage.SIGNING);
      first.stop();
    }
    TestServers.get().admin().backUp(live, backup);
    List<String> markOfYesterday = marks();
    TestPhone imageOfYesterday = phone.cloned();
    TestPhone thief = guessed.withWrongPin();
    Sm3Hash e;
    Sm3Hash f;
    try (CryptoProcess second = start("restored-2")) {
      e = expect(phone, session, "after the backup");
      f = expect(guessed, session, "guesses");
      phone.coSign(session, e);
      renewed.refresh();
      for (int i = 0; i < 5; i++) {
        thief.post("co-signatures", thief.coSignBody(session, f)).expectStatus().isForbidden();
      }
      Awaiting.untilAsserted(() -> assertThat(marks()).isNotEqualTo(markOfYesterday));
      second.stop();
    }
    TestServers.get().admin().restore(live, backup);

    try (CryptoProcess third = start("restored-3")) {
      assertThat(third.log()).contains("The database has gone back in time");
      for (TestPhone one : List.of(phone, imageOfYesterday, thief)) {
        assertThat(kind(TestPhone.json(one.post("co-signatures", one.coSignBody(session, e)), 423)))
            .isEqualTo("key-quarantined");
      }
      for (TestPhone one : List.of(phone, guessed)) {
        Awaiting.untilAsserted(
            () -> assertThat(told(one)).containsExactly("SUSPEND QUARANTINED", "CREATE DONE"));
      }
      comesBack(phone);
      Sm3Hash next = expect(phone, session, "after the restore");
      assertThat(Sm2Verifier.verify(phone.publicKey(), next, phone.coSign(session, next))).isTrue();
      assertThat(told(phone))
          .containsExactly(
              "CO_SIGN DONE", "REFRESH DONE", "UNLOCK DONE", "SUSPEND QUARANTINED", "CREATE DONE");

      // Its refresh came after the backup: the database's half has no counterpart any more.
      unlock(renewed);
      assertThat(
              kind(
                  TestPhone.json(
                      renewed.post(
                          "refreshes",
                          renewed.refreshBody(renewed.share().refresh(TestPhone.RANDOM))),
                      403)))
          .isEqualTo("wrong-pin-or-proof");
    }
  }

  private void comesBack(TestPhone phone) throws SQLException {
    unlock(phone);
    phone.refresh();
  }

  private void unlock(TestPhone phone) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(live.jdbcUrl(), live.role(), live.password());
        var verified =
            connection.prepareStatement(
                "insert into person (person_id, name, verified_at) values (?, 'Test', now())")) {
      verified.setObject(1, phone.personId());
      verified.executeUpdate();
    }
    phone.advance(
        TestPhone.json(phone.post("holdings/" + phone.deviceId() + "/unlocking", Map.of()), 200));
  }

  private CryptoProcess start(String name) {
    Map<String, String> settings = new HashMap<>(OwnDatabase.settings(live));
    settings.put("bidseal.crypto.witness", witness.toString());
    return CryptoProcess.serving(name, environment, port, settings).awaitReady();
  }

  /// What the witness folder says, which is not restored with the database.
  private List<String> marks() {
    try (Stream<Path> files = Files.list(witness)) {
      return files.sorted().map(RestoredBackupTest::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return file.getFileName() + " " + Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
