package org.bidseal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bidseal.identity.testkit.Api.body;

import java.util.UUID;
import java.util.stream.IntStream;
import org.bidseal.identity.testkit.Api;
import org.bidseal.identity.testkit.ApiTest;
import org.bidseal.identity.testkit.TestData;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

class SignUpTest extends ApiTest {

  @Autowired DatabaseClient database;

  @Test
  @Capability("ID-001")
  void theFirstLoginRegistersAndTheNextOneFindsTheSamePerson() {
    String mobile = TestData.mobile();
    UUID device = UUID.randomUUID();
    sendCode(mobile);
    JsonNode first = login(mobile, newestCode(mobile), device).expect(200);
    assertThat(first.path("newAccount").asBoolean()).isTrue();
    assertThat(first.path("expiresIn").asLong()).isPositive();
    sendCode(mobile);
    JsonNode second = login(mobile, newestCode(mobile), device).expect(200);
    assertThat(second.path("newAccount").asBoolean()).isFalse();
    assertThat(second.path("personId")).isEqualTo(first.path("personId"));

    JsonNode me = nobody().as(second.path("accessToken").asString()).get("me").expect(200);
    assertThat(me.path("personId")).isEqualTo(first.path("personId"));
    assertThat(me.path("mobileMasked").asString())
        .isEqualTo(mobile.substring(0, 3) + "****" + mobile.substring(7));
    assertThat(me.has("realName")).isFalse();
    assertThat(me.path("devices")).hasSize(1);
    assertThat(me.path("devices").path(0).path("deviceId").asString()).isEqualTo(device.toString());
  }

  @Test
  void aCodeIsGoodForOneLogin() {
    String mobile = TestData.mobile();
    sendCode(mobile);
    String code = newestCode(mobile);
    login(mobile, code, UUID.randomUUID()).expect(200);
    login(mobile, code, UUID.randomUUID()).expectProblem(IdentityProblem.WRONG_SMS_CODE);
  }

  @Test
  void guessesAtTheSameTimeGetNoMoreThanFiveTries() {
    String mobile = TestData.mobile();
    sendCode(mobile);
    String code = newestCode(mobile);
    String wrong = code.equals("000000") ? "111111" : "000000";
    long tries =
        IntStream.range(0, 24)
            .parallel()
            .mapToObj(_ -> login(mobile, wrong, UUID.randomUUID()))
            .map(answer -> answer.expectProblem(IdentityProblem.WRONG_SMS_CODE))
            .mapToInt(problem -> problem.path("triesLeft").asInt())
            .filter(left -> left > 0)
            .count();
    // Five tries leave 4, 3, 2, 1 and 0.
    assertThat(tries).isEqualTo(4);
    login(mobile, code, UUID.randomUUID()).expectProblem(IdentityProblem.WRONG_SMS_CODE);
  }

  @Test
  void onlyTheNewestCodeCounts() {
    String mobile = TestData.mobile();
    sendCode(mobile);
    String older = newestCode(mobile);
    sendCode(mobile);
    String newer = newestCode(mobile);
    if (!older.equals(newer)) {
      login(mobile, older, UUID.randomUUID()).expectProblem(IdentityProblem.WRONG_SMS_CODE);
    }
    login(mobile, newer, UUID.randomUUID()).expect(200);
  }

  @Test
  void aNumberGetsFiveCodesInTenMinutesAlsoWhenAskedAtTheSameTime() {
    String mobile = TestData.mobile();
    long sent =
        IntStream.range(0, 12)
            .parallel()
            .mapToObj(_ -> nobody().post("sms-codes", body("mobile", mobile, "purpose", "LOGIN")))
            .filter(answer -> answer.status() == 202)
            .count();
    assertThat(sent).isEqualTo(5);
    Api.Answer refused = nobody().post("sms-codes", body("mobile", mobile, "purpose", "LOGIN"));
    refused.expectProblem(IdentityProblem.TOO_MANY_SMS_CODES);
    assertThat(refused.headers().getFirst("Retry-After")).isNotNull();
  }

  @Test
  void aRepeatedRequestForACodeSendsOne() {
    String mobile = TestData.mobile();
    String key = UUID.randomUUID().toString();
    var request = body("mobile", mobile, "purpose", "LOGIN");
    JsonNode first = nobody().post("sms-codes", request, key).expect(202);
    Api.Answer again = nobody().post("sms-codes", request, key);
    assertThat(again.expect(202)).isEqualTo(first);
    assertThat(again.headers().getFirst("Idempotency-Replayed")).isEqualTo("true");
    assertThat(nobody().get("sandbox/sms-inbox/" + mobile).expect(200)).hasSize(1);
  }

  @Test
  void aDeviceBelongsToTheFirstWhoLogsInOnIt() {
    Someone owner = signUp("甲");
    String mobile = TestData.mobile();
    sendCode(mobile);
    login(mobile, newestCode(mobile), owner.deviceId())
        .expectProblem(IdentityProblem.DEVICE_OF_ANOTHER_PERSON);
  }

  @Test
  void aSessionIsRefreshedByTokensThatWorkOnce() {
    String mobile = TestData.mobile();
    sendCode(mobile);
    JsonNode session = login(mobile, newestCode(mobile), UUID.randomUUID()).expect(200);
    JsonNode next =
        nobody()
            .post("sessions/refresh", body("refreshToken", session.path("refreshToken").asString()))
            .expect(200);
    assertThat(next.path("personId")).isEqualTo(session.path("personId"));
    assertThat(next.path("refreshToken")).isNotEqualTo(session.path("refreshToken"));
    nobody().as(next.path("accessToken").asString()).get("me").expect(200);
    nobody()
        .post("sessions/refresh", body("refreshToken", "unknown"))
        .expectProblem(IdentityProblem.INVALID_REFRESH_TOKEN);
  }

  @Test
  void aRefreshTokenThatWasCopiedEndsTheSession() {
    String mobile = TestData.mobile();
    sendCode(mobile);
    JsonNode session = login(mobile, newestCode(mobile), UUID.randomUUID()).expect(200);
    var first = body("refreshToken", session.path("refreshToken").asString());
    JsonNode next = nobody().post("sessions/refresh", first).expect(200);
    // At once: the phone has lost the answer.
    nobody().post("sessions/refresh", first).expect(200);
    age("refresh_token set used_at = used_at - interval '1 minute'", session);
    nobody().post("sessions/refresh", first).expectProblem(IdentityProblem.INVALID_REFRESH_TOKEN);
    nobody()
        .post("sessions/refresh", body("refreshToken", next.path("refreshToken").asString()))
        .expectProblem(IdentityProblem.INVALID_REFRESH_TOKEN);
  }

  private void age(String update, JsonNode session) {
    database
        .sql("update " + update + " where person_id = :person")
        .bind("person", UUID.fromString(session.path("personId").asString()))
        .then()
        .block();
  }

  @Test
  void anExpiredCodeIsWorthless() {
    String mobile = TestData.mobile();
    sendCode(mobile);
    String code = newestCode(mobile);
    database
        .sql("update sms_code set expires_at = now() where mobile = :mobile")
        .bind("mobile", mobile)
        .then()
        .block();
    login(mobile, code, UUID.randomUUID()).expectProblem(IdentityProblem.WRONG_SMS_CODE);
  }

  @Test
  void malformedRequestsAreRefusedInBothLanguages() {
    JsonNode problem =
        nobody().post("sms-codes", body("mobile", "12345", "purpose", "LOGIN")).expect(400);
    assertThat(problem.path("errors").path(0).path("field").asString()).isEqualTo("mobile");
    assertThat(problem.path("titles").has("zh")).isTrue();
    nobody()
        .post("sms-codes", body("mobile", TestData.mobile(), "purpose", "LOGIN", "extra", 1))
        .expect(400);
    nobody().get("me").expect(401);
  }
}
