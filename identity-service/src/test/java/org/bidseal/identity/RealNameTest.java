package org.bidseal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bidseal.identity.testkit.Api.body;

import org.bidseal.identity.testkit.ApiTest;
import org.bidseal.identity.testkit.TestData;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RealNameTest extends ApiTest {

  @Test
  void aPersonPassesAndIsShownWithHisName() {
    Someone person = verified("王小明");
    JsonNode me = person.api().get("me").expect(200);
    assertThat(me.path("realName").asString()).isEqualTo("王小明");
    assertThat(me.has("verifiedAt")).isTrue();
  }

  @Test
  void theAnswerSaysThatItComesFromASandbox() {
    Someone person = signUp("王小明");
    JsonNode answer = verify(person, "王小明", person.idNumber()).expect(201);
    assertThat(answer.path("sandbox").asBoolean()).isTrue();
  }

  @Test
  void theSandboxFailsByTestInput() {
    Someone person = signUp("李不符");
    JsonNode answer = verify(person, "李不符", person.idNumber()).expect(201);
    assertThat(answer.path("state").asString()).isEqualTo("FAILED");
    assertThat(answer.path("failure").asString()).isEqualTo("NAME_AND_NUMBER_DO_NOT_MATCH");
    assertThat(person.api().get("me").expect(200).has("realName")).isFalse();
    verify(person, "李断线", person.idNumber()).expect(503);
    // A failure fixes nothing: the right name passes afterwards.
    assertThat(verify(person, "李明", person.idNumber()).expect(201).path("state").asString())
        .isEqualTo("PASSED");
  }

  @Test
  void aFaceIsDecidedLater() {
    Someone person = signUp("赵待定");
    JsonNode answer =
        person
            .api()
            .post(
                "real-name-verifications",
                body("method", "FACE", "name", "赵待定", "idNumber", person.idNumber()))
            .expect(201);
    assertThat(answer.path("state").asString()).isEqualTo("PENDING");
    String path = "real-name-verifications/" + answer.path("verificationId").asString();
    signUp("陌生人").api().get(path).expect(404);
    Awaiting.untilAsserted(() ->
        assertThat(person.api().get(path).expect(200).path("state").asString())
            .isEqualTo("PASSED"));
    assertThat(person.api().get("me").expect(200).path("realName").asString()).isEqualTo("赵待定");
  }

  @Test
  void aNumberWithoutItsCheckCharacterIsRefused() {
    Someone person = signUp("王小明");
    verify(person, "王小明", "110105194912310021").expectProblem(IdentityProblem.INVALID_ID_NUMBER);
    person
        .api()
        .post(
            "real-name-verifications",
            body("method", "BANK_CARD_4", "name", "王小明", "idNumber", person.idNumber()))
        .expect(400);
  }

  @Test
  void theFirstVerificationFixesWhoTheAccountBelongsTo() {
    Someone person = verified("王小明");
    JsonNode before = person.api().get("me").expect(200);
    verify(person, "王小明", TestData.idNumber()).expectProblem(IdentityProblem.REAL_NAME_DIFFERS);
    verify(person, "王大明", person.idNumber()).expectProblem(IdentityProblem.REAL_NAME_DIFFERS);
    verify(person, "王小明", person.idNumber()).expect(201);
    JsonNode after = person.api().get("me").expect(200);
    assertThat(after.path("realName")).isEqualTo(before.path("realName"));
    assertThat(after.path("verifiedAt").asString())
        .isGreaterThan(before.path("verifiedAt").asString());
  }

  @Test
  @Capability("ID-020")
  void nothingElseComesBeforeRealName() {
    Someone person = signUp("王小明");
    claim(person, TestData.uscc(), "某某公司").expectProblem(IdentityProblem.REAL_NAME_REQUIRED);
    Someone administrator = verified("张三");
    var enterprise = enterpriseOf(administrator, "某某公司");
    person
        .api()
        .post("enterprises/" + enterprise + "/join-requests", body("reason", "colleague"))
        .expectProblem(IdentityProblem.REAL_NAME_REQUIRED);
    apply(person, enterprise, enterprise, enterprise)
        .expectProblem(IdentityProblem.REAL_NAME_REQUIRED);
  }
}
