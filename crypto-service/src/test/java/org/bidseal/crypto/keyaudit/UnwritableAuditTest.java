package org.bidseal.crypto.keyaudit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/// What cannot be written down does not happen.
class UnwritableAuditTest extends KeyServiceTest {
  private final UUID session = UUID.randomUUID();

  @AfterEach
  void letWrite() {
    database.sql("drop trigger if exists refuse_use on key_use").then().block();
  }

  @Test
  void aCoSignature() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "not written");
    Map<String, Object> body = phone.coSignBody(session, e);
    refuseToWrite(phone);
    String before = row(phone);

    unwritten(phone.post("co-signatures", body));

    assertThat(row(phone)).isEqualTo(before);
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
    letWrite();
    assertThat(Sm2Verifier.verify(phone.publicKey(), e, phone.coSign(session, e))).isTrue();
  }

  @Test
  void aRefresh() {
    TestPhone phone = signer();
    refuseToWrite(phone);
    String before = row(phone);

    unwritten(phone.post("refreshes", phone.refreshBody(phone.share().refresh(TestPhone.RANDOM))));

    assertThat(row(phone)).isEqualTo(before);
    assertThat(view(phone).path("generation").asInt()).isEqualTo(1);
  }

  /// The attempt is spent, and the answer is the same as for a right PIN.
  @Test
  void aGuess() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "guess");
    TestPhone wrong = phone.withWrongPin();
    refuseToWrite(phone);

    unwritten(wrong.post("co-signatures", wrong.coSignBody(session, e)));

    assertThat(holding(phone)).isEqualTo("ACTIVE 4");
  }

  @Test
  void aClone() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "clone");
    TestPhone clone = phone.withToken(Token.random(TestPhone.RANDOM));
    refuseToWrite(phone);

    unwritten(clone.post("co-signatures", clone.coSignBody(session, e)));

    letWrite();
    clone.post("co-signatures", clone.coSignBody(session, e)).expectStatus().isEqualTo(423);
  }

  @Test
  void anUnlockingAndAReleaseOfTheResetKey() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "lock");
    TestPhone wrong = phone.withWrongPin();
    for (int i = 0; i < 5; i++) {
      wrong.post("co-signatures", wrong.coSignBody(session, e)).expectStatus().isForbidden();
    }
    verifyRealName(phone.personId());
    refuseToWrite(phone);
    Map<String, Object> device = Map.of("deviceId", phone.deviceId().toString());

    unwritten(phone.post("reset-key-releases", device));
    unwritten(phone.post("holdings/" + phone.deviceId() + "/unlocking", Map.of()));

    assertThat(holding(phone)).isEqualTo("LOCKED 0");
    letWrite();
    phone.post("reset-key-releases", device).expectStatus().isCreated();
  }

  @Test
  void aKeyOrAHoldingOfABackup() {
    TestPhone owner = decrypter();
    UUID colleague = UUID.randomUUID();
    UUID device = UUID.randomUUID();
    refuseToWrite(owner);
    Map<String, Object> body = owner.backupBody(UUID.randomUUID(), colleague, device);
    unwritten(askForHolding(owner, body));
    assertThat(view(owner).path("holdings")).hasSize(1);

    letWrite();
    trigger("new.device_id = '" + device + "'");
    DeviceShare share = DeviceShare.generate(TestPhone.RANDOM);
    unwritten(
        TestPhone.post(
            http,
            Tokens.person(colleague),
            "/api/crypto/v1/keys",
            TestPhone.createBody(share, device, KeyUsage.SIGNING)));
    assertThat(
            database
                .sql("select count(*) from holding where device_id = :device")
                .bind("device", device)
                .mapValue(Long.class)
                .one()
                .block())
        .isZero();
  }

  private void refuseToWrite(TestPhone phone) {
    trigger("new.key_id = '" + phone.keyId() + "'");
  }

  private void trigger(String when) {
    database
        .sql(
            "create trigger refuse_use before insert on key_use for each row when ("
                + when
                + ") execute function refuse_change_of_key_use()")
        .then()
        .block();
  }

  private static void unwritten(WebTestClient.ResponseSpec answer) {
    answer.expectHeader().exists("Retry-After");
    assertThat(kind(TestPhone.json(answer, 503))).isEqualTo("key-use-not-recorded");
  }

  /// Token, generation and last answer of the phone's holding.
  private String row(TestPhone phone) {
    return String.valueOf(
        database
            .sql(
                "select concat_ws(' ', token, generation, state, last_request_id) from holding"
                    + " where key_id = :key")
            .bind("key", phone.keyId())
            .mapValue(String.class)
            .one()
            .block());
  }
}
