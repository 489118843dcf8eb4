package org.bidseal.crypto.keyabuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.ManyRequests;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Sm3Hash;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// The attempt counter (docs/split-key.md, "PIN"): five guesses, however they come.
class PinGuessingTest extends KeyServiceTest {
  private static final int AT_ONCE = 64;

  @Autowired private MeterRegistry metrics;
  @LocalServerPort private int port;

  private final UUID session = UUID.randomUUID();

  @Test
  void sixtyFourWrongPinsAtOnceGetFiveChecks() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "guess");
    TestPhone thief = phone.withWrongPin();
    List<Map<String, Object>> guesses =
        IntStream.range(0, AT_ONCE).mapToObj(_ -> thief.coSignBody(session, e)).toList();
    double before = checks("wrong");

    List<Integer> statuses =
        ManyRequests.atOnce(port, phone, "co-signatures", guesses).stream()
            .map(ManyRequests.Answer::status)
            .toList();

    assertThat(statuses).filteredOn(status -> status == 403).hasSize(5);
    assertThat(statuses).filteredOn(status -> status == 423).hasSize(AT_ONCE - 5);
    assertThat(checks("wrong") - before).isEqualTo(5);
    assertThat(countOf("select count(*) from attempt where key_id = :key and refused", phone))
        .isEqualTo(5);
    assertThat(holding(phone)).isEqualTo("LOCKED 0");
  }

  @Test
  void fiveWrongPinsInARowLockAndTheRightOneIsRefusedToo() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "lock");
    TestPhone thief = phone.withWrongPin();
    for (int left = 4; left >= 0; left--) {
      JsonNode problem =
          TestPhone.json(phone.post("co-signatures", thief.coSignBody(session, e)), 403);
      assertThat(problem.path("attemptsLeft").asInt()).isEqualTo(left);
    }
    JsonNode locked =
        TestPhone.json(phone.post("co-signatures", phone.coSignBody(session, e)), 423);
    assertThat(kind(locked)).isEqualTo("key-locked");
  }

  @Test
  void aRightPinFillsTheCounterAgain() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "reset");
    TestPhone thief = phone.withWrongPin();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 4; i++) {
        phone.post("co-signatures", thief.coSignBody(session, e)).expectStatus().isForbidden();
      }
      assertThat(holding(phone)).isEqualTo("ACTIVE 1");
      phone.coSign(session, e);
      assertThat(holding(phone)).isEqualTo("ACTIVE 5");
    }
  }

  @Test
  void aRefusedRequestRepeatedCostsNothingMore() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "repeat");
    Map<String, Object> wrong = phone.withWrongPin().coSignBody(session, e);
    for (int i = 0; i < 3; i++) {
      JsonNode problem = TestPhone.json(phone.post("co-signatures", wrong), 403);
      assertThat(problem.path("attemptsLeft").asInt()).isEqualTo(4);
    }
    assertThat(holding(phone)).isEqualTo("ACTIVE 4");
  }

  @Test
  void aLockOnOnePhoneLeavesTheOtherAlone() {
    TestPhone owner = decrypter();
    TestPhone colleague = openBackup(owner);
    UUID envelope = UUID.randomUUID();
    envelopes.put(
        envelope, new org.bidseal.crypto.codecrypt.DecryptableEnvelope.Open(randomPoint()));
    TestPhone wrong = colleague.withWrongPin();
    for (int i = 0; i < 5; i++) {
      colleague
          .post("co-decryptions", wrong.coDecryptBody(session, envelope, randomPoint()))
          .expectStatus()
          .isForbidden();
    }
    assertThat(holding(colleague)).isEqualTo("LOCKED 0");
    assertThat(holding(owner)).isEqualTo("ACTIVE 5");
  }

  @Test
  void realNameVerificationLaterThanTheLockUnlocks() {
    TestPhone phone = signer();
    verifyRealName(phone.personId());
    Sm3Hash e = expect(phone, session, "unlock");
    lock(phone, e);
    String path = "holdings/" + phone.deviceId() + "/unlocking";
    assertThat(kind(TestPhone.json(phone.post(path, Map.of()), 409)))
        .isEqualTo("real-name-required");
    verifyRealName(phone.personId());
    JsonNode unlocked = TestPhone.json(phone.post(path, Map.of()), 200);
    assertThat(unlocked.path("state").asString()).isEqualTo("ACTIVE");
    assertThat(unlocked.path("token").asString()).isNotEqualTo(phone.token().hex());
    phone.advance(unlocked);
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
    phone.coSign(session, e);
    assertThat(kind(TestPhone.json(phone.post(path, Map.of()), 409)))
        .isEqualTo("holding-not-blocked");
  }

  @Test
  void theRightPinAtTheFifthTryIsInTime() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "fifth");
    TestPhone thief = phone.withWrongPin();
    for (int i = 0; i < 4; i++) {
      phone.post("co-signatures", thief.coSignBody(session, e)).expectStatus().isForbidden();
    }
    phone.coSign(session, e);
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
  }

  private void lock(TestPhone phone, Sm3Hash e) {
    TestPhone thief = phone.withWrongPin();
    for (int i = 0; i < 5; i++) {
      phone.post("co-signatures", thief.coSignBody(session, e)).expectStatus().isForbidden();
    }
    assertThat(holding(phone)).isEqualTo("LOCKED 0");
  }

  private double checks(String result) {
    return metrics
        .counter("bidseal.proof.checks", "operation", "co-sign", "result", result)
        .count();
  }

  private long countOf(String sql, TestPhone phone) {
    Long count =
        database
            .sql(sql)
            .bind("key", phone.keyId())
            .map(row -> java.util.Objects.requireNonNull(row.get(0, Long.class)))
            .one()
            .block();
    return count == null ? -1 : count;
  }
}
