package org.bidseal.crypto.keyabuse;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.ManyRequests;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.DeviceSignature;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Requests that come again: as they were, with another token, or after later ones.
class ReplayTest extends KeyServiceTest {
  private static final int AT_ONCE = 50;
  private static final int ROUNDS = 20;

  @LocalServerPort private int port;

  private final UUID session = UUID.randomUUID();

  @Test
  void aThousandReplaysAreOneAnswerAndOneUse() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "thousand");
    Map<String, Object> body = phone.coSignBody(session, e);
    Set<ManyRequests.Answer> answers = new HashSet<>();
    for (int i = 0; i < ROUNDS; i++) {
      answers.addAll(
          ManyRequests.atOnce(port, phone, "co-signatures", Collections.nCopies(AT_ONCE, body)));
    }
    assertThat(answers).hasSize(1);
    assertThat(answers.iterator().next().status()).isEqualTo(200);
    assertThat(uses(phone, body)).isEqualTo(1);
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
  }

  @Test
  void aThousandReplaysOfAGuessAreOneGuess() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "guess");
    Map<String, Object> body = phone.withWrongPin().coSignBody(session, e);
    for (int i = 0; i < ROUNDS; i++) {
      assertThat(
              ManyRequests.atOnce(port, phone, "co-signatures", Collections.nCopies(AT_ONCE, body)))
          .allMatch(answer -> answer.status() == 403);
    }
    assertThat(uses(phone, body)).isEqualTo(1);
    assertThat(holding(phone)).isEqualTo("ACTIVE 4");
  }

  @Test
  void theSameIdWithAnotherTokenIsAnotherRequest() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "token");
    UUID requestId = UUID.randomUUID();
    var q1 = DeviceSignature.start(TestPhone.RANDOM).q1();
    Map<String, Object> body = phone.coSignBody(requestId, session, e, q1);
    TestPhone other = phone.withToken(Token.random(TestPhone.RANDOM));
    phone.post("co-signatures", body).expectStatus().isOk();
    assertThat(
            kind(
                TestPhone.json(
                    phone.post("co-signatures", other.coSignBody(requestId, session, e, q1)), 422)))
        .isEqualTo("request-id-reused");
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
  }

  /// The last answer is given again, an older one never: its token is stale, and whoever presents
  /// it with a right proof is a second copy.
  @Test
  void anOlderRequestIsTakenForACopy() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "older");
    Map<String, Object> older = phone.coSignBody(session, e);
    phone.advance(TestPhone.json(phone.post("co-signatures", older), 200));
    phone.coSign(session, e);
    assertThat(kind(TestPhone.json(phone.post("co-signatures", older), 423)))
        .isEqualTo("key-quarantined");
    assertThat(holding(phone)).isEqualTo("QUARANTINED 0");
  }

  private long uses(TestPhone phone, Map<String, Object> body) {
    return requireNonNull(
        database
            .sql("select count(*) from key_use where key_id = :key and request_id = :request")
            .bind("key", phone.keyId())
            .bind("request", UUID.fromString(requireNonNull(body.get("requestId")).toString()))
            .mapValue(Long.class)
            .one()
            .block());
  }
}
