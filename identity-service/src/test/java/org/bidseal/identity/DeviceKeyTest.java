package org.bidseal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.bidseal.identity.testkit.Api;
import org.bidseal.identity.testkit.ApiTest;
import org.bidseal.identity.testkit.TestData;
import org.bidseal.identity.testkit.Topics;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.testsupport.Awaiting;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/// A device's own key: proven, registered once, told to the other services.
class DeviceKeyTest extends ApiTest {
  private final String mobile = TestData.mobile();
  private final UUID device = UUID.randomUUID();
  private final Sm2KeyPair key = Sm2KeyPair.generate(TestData.RANDOM);

  @Autowired DatabaseClient database;

  @Test
  void aKeyIsRegisteredWithItsDeviceAndTold() {
    UUID person = login(key);
    Awaiting.untilAsserted(
        () -> assertThat(registrations(person)).containsExactly(key.publicKey().hex()));
    // The same key again is no news.
    login(key);
    loginWithout();
    assertThat(keyOf(device)).isEqualTo(key.publicKey().hex());
    loginOnAnotherDevice();
    Awaiting.untilAsserted(() -> assertThat(registrations(person)).hasSize(2));
  }

  @Test
  void anOlderDeviceRegistersItsKeyAtItsNextLogin() {
    UUID person = loginWithout();
    Awaiting.untilAsserted(() -> assertThat(registrations(person)).containsExactly(""));
    login(key);
    Awaiting.untilAsserted(
        () -> assertThat(registrations(person)).containsExactly("", key.publicKey().hex()));
  }

  @Test
  void aSecondKeyForTheSameDeviceIsRefusedAndTheCodeStaysGood() {
    login(key);
    sendCode(mobile);
    String code = newestCode(mobile);
    Sm2KeyPair other = Sm2KeyPair.generate(TestData.RANDOM);
    loginWithKey(mobile, code, device, other, mobile)
        .expectProblem(IdentityProblem.DEVICE_HAS_ANOTHER_KEY);
    assertThat(keyOf(device)).isEqualTo(key.publicKey().hex());
    loginWithKey(mobile, code, device, key, mobile).expect(200);
  }

  @Test
  void aKeyIsProvenForItsDeviceAndLoginOrNotTaken() {
    sendCode(mobile);
    String code = newestCode(mobile);
    loginWithKey(mobile, code, device, key, TestData.mobile())
        .expectProblem(IdentityProblem.DEVICE_KEY_NOT_VALID);
    String offCurve = "04" + "0".repeat(127) + "1";
    withKey(code, offCurve).expectProblem(IdentityProblem.DEVICE_KEY_NOT_VALID);
    withKey(code, "00".repeat(65)).expectProblem(IdentityProblem.DEVICE_KEY_NOT_VALID);
    assertThat(withKey(code, "04").status()).isEqualTo(400);
    login(mobile, code, device).expect(200);
    assertThat(keyOf(device)).isEmpty();
  }

  private Api.Answer withKey(String code, String publicKey) {
    return loginWithKey(mobile, code, device, publicKey, "1".repeat(64), "2".repeat(64));
  }

  private UUID login(Sm2KeyPair with) {
    sendCode(mobile);
    return personOf(loginWithKey(mobile, newestCode(mobile), device, with, mobile).expect(200));
  }

  private UUID loginWithout() {
    sendCode(mobile);
    return personOf(login(mobile, newestCode(mobile), device).expect(200));
  }

  private void loginOnAnotherDevice() {
    sendCode(mobile);
    login(mobile, newestCode(mobile), UUID.randomUUID()).expect(200);
  }

  private static UUID personOf(JsonNode session) {
    return UUID.fromString(session.path("personId").asString());
  }

  /// The keys in the registrations that were told, in order; an empty text where there is none.
  private static List<String> registrations(UUID person) {
    return Topics.read("bidseal.identity").stream()
        .filter(event -> event.subject().equals(person.toString()))
        .filter(event -> event.type().equals("org.bidseal.identity.device-registered.v1"))
        .map(event -> event.data().path("publicKey").asString(""))
        .toList();
  }

  private String keyOf(UUID deviceId) {
    return String.valueOf(
        database
            .sql("select coalesce(public_key, '') as key from device where device_id = :device")
            .bind("device", deviceId)
            .map(row -> Columns.text(row, "key"))
            .one()
            .block());
  }
}
