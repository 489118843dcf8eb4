package org.bidseal.crypto.keyabuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two copies of one holding (docs/split-key.md, "Clones").
class CloneTest extends KeyServiceTest {
  private final UUID session = UUID.randomUUID();

  @Test
  void aValidProofWithAStaleTokenQuarantines() {
    TestPhone phone = signer();
    TestPhone clone = phone.cloned();
    Sm3Hash e = expect(phone, session, "clone");
    phone.coSign(session, e);
    assertThat(kind(TestPhone.json(clone.post("co-signatures", clone.coSignBody(session, e)), 423)))
        .isEqualTo("key-quarantined");
    assertThat(kind(TestPhone.json(phone.post("co-signatures", phone.coSignBody(session, e)), 423)))
        .isEqualTo("key-quarantined");
    assertThat(holding(phone)).isEqualTo("QUARANTINED 0");
  }

  @Test
  void anInvalidProofWithAStaleTokenIsAGuess() {
    TestPhone phone = signer();
    TestPhone clone = phone.cloned();
    Sm3Hash e = expect(phone, session, "guess");
    phone.coSign(session, e);
    TestPhone guess = clone.withWrongPin();
    assertThat(kind(TestPhone.json(guess.post("co-signatures", guess.coSignBody(session, e)), 403)))
        .isEqualTo("wrong-pin-or-proof");
    assertThat(holding(phone)).isEqualTo("ACTIVE 4");
  }

  @Test
  void aTokenThatNeverWasIsStaleToo() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "made up");
    TestPhone other = phone.withToken(Token.random(TestPhone.RANDOM));
    other.post("co-signatures", other.coSignBody(session, e)).expectStatus().isEqualTo(423);
    assertThat(holding(phone)).isEqualTo("QUARANTINED 0");
  }

  @Test
  void theWayOutOfQuarantineIsVerificationAndARefresh() {
    TestPhone phone = decrypter();
    TestPhone clone = phone.cloned();
    UUID envelope = UUID.randomUUID();
    Point point = randomPoint();
    envelopes.put(envelope, new DecryptableEnvelope.Open(point));
    phone.advance(
        TestPhone.json(
            phone.post("co-decryptions", phone.coDecryptBody(session, envelope, point)), 200));
    clone
        .post("co-decryptions", clone.coDecryptBody(session, envelope, point))
        .expectStatus()
        .isEqualTo(423);

    String path = "holdings/" + phone.deviceId() + "/unlocking";
    assertThat(kind(TestPhone.json(phone.post(path, Map.of()), 409)))
        .isEqualTo("real-name-required");
    verifyRealName(phone.personId());
    JsonNode released = TestPhone.json(phone.post(path, Map.of()), 200);
    assertThat(released.path("state").asString()).isEqualTo("QUARANTINED");
    phone.advance(released);
    assertThat(holding(phone)).isEqualTo("QUARANTINED 5");

    assertThat(
            kind(
                TestPhone.json(
                    phone.post("co-decryptions", phone.coDecryptBody(session, envelope, point)),
                    423)))
        .isEqualTo("key-quarantined");
    phone.refresh();
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
    phone.advance(
        TestPhone.json(
            phone.post("co-decryptions", phone.coDecryptBody(session, envelope, point)), 200));

    TestPhone withToken = clone.withToken(phone.token());
    assertThat(
            kind(
                TestPhone.json(
                    withToken.post(
                        "co-decryptions", withToken.coDecryptBody(session, envelope, point)),
                    403)))
        .isEqualTo("wrong-pin-or-proof");
  }

  @Test
  void aSigningKeyComesBackTheSameWay() {
    TestPhone phone = signer();
    TestPhone clone = phone.cloned();
    Sm3Hash e = expect(phone, session, "back");
    phone.coSign(session, e);
    clone.post("co-signatures", clone.coSignBody(session, e)).expectStatus().isEqualTo(423);
    verifyRealName(phone.personId());
    phone.advance(
        TestPhone.json(phone.post("holdings/" + phone.deviceId() + "/unlocking", Map.of()), 200));
    phone.refresh();
    assertThat(Sm2Verifier.verify(phone.publicKey(), e, phone.coSign(session, e))).isTrue();
  }

  @Test
  void guessesAtTheRefreshOfAReleasedHoldingAreCounted() {
    TestPhone phone = signer();
    TestPhone clone = phone.cloned();
    Sm3Hash e = expect(phone, session, "guess");
    phone.coSign(session, e);
    clone.post("co-signatures", clone.coSignBody(session, e)).expectStatus().isEqualTo(423);
    verifyRealName(phone.personId());
    String path = "holdings/" + phone.deviceId() + "/unlocking";
    phone.advance(TestPhone.json(phone.post(path, Map.of()), 200));
    TestPhone guess = phone.withWrongPin();
    for (int left = 4; left >= 0; left--) {
      var body = guess.refreshBody(guess.share().refresh(TestPhone.RANDOM));
      JsonNode problem = TestPhone.json(guess.post("refreshes", body), 403);
      assertThat(problem.path("attemptsLeft").asInt()).isEqualTo(left);
    }
    assertThat(holding(phone)).isEqualTo("QUARANTINED 0");
    assertThat(kind(TestPhone.json(phone.post(path, Map.of()), 409)))
        .isEqualTo("real-name-required");
    verifyRealName(phone.personId());
    phone.advance(TestPhone.json(phone.post(path, Map.of()), 200));
    phone.refresh();
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
  }
}
