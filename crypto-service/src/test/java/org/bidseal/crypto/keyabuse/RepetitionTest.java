package org.bidseal.crypto.keyabuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.ManyRequests;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.share.DeviceSignature;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// A lost answer is no clone: the same request gets the same answer, computed once.
class RepetitionTest extends KeyServiceTest {
  private static final int AT_ONCE = 64;

  @Autowired private MeterRegistry metrics;
  @LocalServerPort private int port;

  private final UUID session = UUID.randomUUID();

  @Test
  void sixtyFourRepetitionsAtOnceComputeOnce() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "once");
    Map<String, Object> body = phone.coSignBody(session, e);
    double before = checks();

    List<ManyRequests.Answer> answers =
        ManyRequests.atOnce(port, phone, "co-signatures", Collections.nCopies(AT_ONCE, body));

    assertThat(answers).hasSize(AT_ONCE);
    assertThat(answers.getFirst().status()).isEqualTo(200);
    assertThat(answers.stream().distinct()).hasSize(1);
    assertThat(checks() - before).isEqualTo(1);
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
  }

  @Test
  void aLostAnswerComesAgainByteForByteWhateverHappenedSince() {
    TestPhone phone = decrypter();
    UUID envelope = UUID.randomUUID();
    var point = randomPoint();
    envelopes.put(envelope, new DecryptableEnvelope.Open(point));
    Map<String, Object> body = phone.coDecryptBody(session, envelope, point);
    String first = TestPhone.json(phone.post("co-decryptions", body), 200).toString();
    envelopes.put(envelope, new DecryptableEnvelope.NotARecipient());
    assertThat(TestPhone.json(phone.post("co-decryptions", body), 200).toString()).isEqualTo(first);
  }

  @Test
  void theStoredAnswerIsNotInTheClear() {
    TestPhone phone = decrypter();
    UUID envelope = UUID.randomUUID();
    var point = randomPoint();
    envelopes.put(envelope, new DecryptableEnvelope.Open(point));
    JsonNode answer =
        TestPhone.json(
            phone.post("co-decryptions", phone.coDecryptBody(session, envelope, point)), 200);
    byte[] stored =
        database
            .sql("select last_answer from holding where key_id = :key")
            .bind("key", phone.keyId())
            .map(row -> java.util.Objects.requireNonNull(row.get(0, byte[].class)))
            .one()
            .block();
    assertThat(new String(stored, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain(answer.path("t2").asString());
  }

  @Test
  void theSameIdWithOtherContentIsRefused() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "first");
    Sm3Hash other = expect(phone, session, "second");
    UUID requestId = UUID.randomUUID();
    var q1 = DeviceSignature.start(TestPhone.RANDOM).q1();
    Map<String, Object> body = phone.coSignBody(requestId, session, e, q1);
    Map<String, Object> reused = phone.coSignBody(requestId, session, other, q1);
    phone.advance(TestPhone.json(phone.post("co-signatures", body), 200));
    assertThat(kind(TestPhone.json(phone.post("co-signatures", reused), 422)))
        .isEqualTo("request-id-reused");
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
  }

  @Test
  void aLostRefreshComesAgain() {
    TestPhone phone = signer();
    var refresh = phone.share().refresh(TestPhone.RANDOM);
    Map<String, Object> body = phone.refreshBody(refresh);
    String first = TestPhone.json(phone.post("refreshes", body), 200).toString();
    assertThat(TestPhone.json(phone.post("refreshes", body), 200).toString()).isEqualTo(first);
    assertThat(view(phone).path("generation").asInt()).isEqualTo(2);
  }

  private double checks() {
    return metrics
        .counter("bidseal.proof.checks", "operation", "co-sign", "result", "held")
        .count();
  }
}
