package org.bidseal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bidseal.identity.testkit.Api.body;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.identity.testkit.Api;
import org.bidseal.identity.testkit.ApiTest;
import org.bidseal.identity.testkit.TestData;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EnterpriseTest extends ApiTest {

  @Test
  @Capability({"ID-028", "ID-029"})
  void whatASearchFindsDecidesTheMethods() {
    Someone person = verified("张三");
    String uscc = TestData.uscc();
    JsonNode unknown = person.api().get("enterprises?uscc=" + uscc).expect(200);
    assertThat(unknown.path("registered").asBoolean()).isFalse();
    assertThat(unknown.path("options").toString()).isEqualTo("[\"CLAIM\",\"BANK_TRANSFER\"]");

    String claimId = claim(person, uscc, "某某公司").expect(201).path("claimId").asString();
    JsonNode approved =
        reviewer().post("enterprise-claims/" + claimId + "/approval", null).expect(200);

    JsonNode known = person.api().get("enterprises?uscc=" + uscc).expect(200);
    assertThat(known.path("registered").asBoolean()).isTrue();
    assertThat(known.path("enterpriseId")).isEqualTo(approved.path("enterpriseId"));
    assertThat(known.path("options").toString()).isEqualTo("[\"JOIN\",\"BANK_TRANSFER\"]");
    person.api().get("enterprises?uscc=123").expectProblem(IdentityProblem.INVALID_USCC);
  }

  @Test
  void theClaimantBecomesTheAdministratorAndIsKnownAsLegalRepresentative() {
    Someone person = verified("张三");
    UUID enterprise = enterpriseOf(person, "湖北某某建设有限公司");
    JsonNode mine = person.api().get("me").expect(200).path("enterprises");
    assertThat(mine).hasSize(1);
    assertThat(mine.path(0).path("enterpriseId").asString()).isEqualTo(enterprise.toString());
    assertThat(mine.path(0).path("name").asString()).isEqualTo("湖北某某建设有限公司");
    assertThat(mine.path(0).path("role").asString()).isEqualTo("ADMINISTRATOR");
    assertThat(mine.path(0).path("legalRepresentative").asBoolean()).isTrue();
  }

  @Test
  @Capability("ID-030")
  void anEnterpriseGetsExactlyOneAdministratorWhoeverComesAtTheSameTime() {
    String uscc = TestData.uscc();
    List<Someone> claimants = Stream.of("甲某", "乙某", "丙某", "丁某").map(this::verified).toList();
    List<String> claims =
        claimants.stream()
            .map(who -> claim(who, uscc, "某某公司").expect(201).path("claimId").asString())
            .toList();
    List<Api.Answer> decisions =
        claims.parallelStream()
            .map(id -> reviewer().post("enterprise-claims/" + id + "/approval", null))
            .toList();
    assertThat(decisions.stream().filter(answer -> answer.status() == 200)).hasSize(1);
    decisions.stream()
        .filter(answer -> answer.status() != 200)
        .forEach(answer -> answer.expectProblem(IdentityProblem.ENTERPRISE_ALREADY_CLAIMED));
    assertThat(
            claimants.stream()
                .map(who -> who.api().get("me").expect(200).path("enterprises"))
                .filter(enterprises -> enterprises.size() == 1))
        .hasSize(1);
    claim(verified("戊某"), uscc, "某某公司").expectProblem(IdentityProblem.ENTERPRISE_ALREADY_CLAIMED);
  }

  @Test
  @Capability("ID-043")
  void onePersonCertifiesSeveralEnterprisesAndAdministersThemAll() {
    Someone person = verified("张三");
    enterpriseOf(person, "甲公司");
    enterpriseOf(person, "乙公司");
    JsonNode mine = person.api().get("me").expect(200).path("enterprises");
    assertThat(mine).hasSize(2);
    assertThat(mine).allMatch(each -> each.path("role").asString().equals("ADMINISTRATOR"));
  }

  @Test
  void aRejectedClaimSaysWhyAndMayBeRepeated() {
    Someone person = verified("张三");
    String uscc = TestData.uscc();
    String id = claim(person, uscc, "某某公司").expect(201).path("claimId").asString();
    claim(person, uscc, "某某公司").expectProblem(IdentityProblem.CLAIM_ALREADY_OPEN);
    reviewer()
        .post("enterprise-claims/" + id + "/rejection", body("reason", "blurred"))
        .expect(200);
    JsonNode seen = person.api().get("enterprise-claims/" + id).expect(200);
    assertThat(seen.path("state").asString()).isEqualTo("REJECTED");
    assertThat(seen.path("reason").asString()).isEqualTo("blurred");
    JsonNode refused =
        reviewer()
            .post("enterprise-claims/" + id + "/approval", null)
            .expectProblem(IdentityProblem.WRONG_STATE);
    assertThat(refused.path("state").asString()).isEqualTo("REJECTED");
    claim(person, uscc, "某某公司").expect(201);
  }

  @Test
  void aClaimIsSeenByItsPersonAndTheReviewersAlone() {
    Someone person = verified("张三");
    String id = claim(person, TestData.uscc(), "某某公司").expect(201).path("claimId").asString();
    String path = "enterprise-claims/" + id;
    verified("李四").api().get(path).expect(404);
    operator().get(path).expect(403);
    nobody().get(path).expect(401);
    person.api().post(path + "/approval", null).expect(403);
    person.api().get("enterprise-claims?state=SUBMITTED").expect(403);
    assertThat(reviewer().get(path).expect(200).path("state").asString()).isEqualTo("SUBMITTED");
    assertThat(reviewer().get("enterprise-claims?state=SUBMITTED").expect(200).toString())
        .contains(id);
  }

  @Test
  void whatAClaimStatesIsChecked() {
    Someone person = verified("张三");
    claim(person, "91420100MA4000000A", "某某公司").expectProblem(IdentityProblem.INVALID_USCC);
    var request =
        body(
            "uscc",
            TestData.uscc(),
            "name",
            "某某公司",
            "legalRepresentative",
            body("name", "张三", "idNumber", person.idNumber()),
            "region",
            "420000",
            "licenceImage",
            base64("not a picture".getBytes(StandardCharsets.UTF_8)));
    person
        .api()
        .post("enterprise-claims", request)
        .expectProblem(IdentityProblem.UNACCEPTABLE_IMAGE);
    byte[] picture = new byte[1_400_000];
    picture[0] = (byte) 0xff;
    picture[1] = (byte) 0xd8;
    picture[2] = (byte) 0xff;
    request.put("licenceImage", base64(picture));
    person.api().post("enterprise-claims", request).expect(201);
  }
}
