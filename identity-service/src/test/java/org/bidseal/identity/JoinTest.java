package org.bidseal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bidseal.identity.testkit.Api.body;

import java.util.UUID;
import org.bidseal.identity.testkit.ApiTest;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JoinTest extends ApiTest {

  @Test
  void theAdministratorLetsSomebodyInAsAnAgent() {
    Someone administrator = verified("张三");
    UUID enterprise = enterpriseOf(administrator, "某某公司");
    Someone agent = verified("李四");
    join(agent, enterprise, administrator);
    JsonNode mine = agent.api().get("me").expect(200).path("enterprises");
    assertThat(mine.path(0).path("role").asString()).isEqualTo("AGENT");
    assertThat(mine.path(0).path("legalRepresentative").asBoolean()).isFalse();
    agent
        .api()
        .post("enterprises/" + enterprise + "/join-requests", body("reason", "again"))
        .expectProblem(IdentityProblem.ALREADY_A_MEMBER);
  }

  @Test
  void nobodyButTheAdministratorDecides() {
    Someone administrator = verified("张三");
    UUID enterprise = enterpriseOf(administrator, "某某公司");
    Someone agent = verified("李四");
    join(agent, enterprise, administrator);
    Someone stranger = verified("王五");
    enterpriseOf(stranger, "另一公司");
    Someone applicant = verified("赵六");
    String request = ask(applicant, enterprise);
    String approval = "join-requests/" + request + "/approval";
    agent.api().post(approval, null).expectProblem(IdentityProblem.NOT_ADMINISTRATOR);
    applicant.api().post(approval, null).expect(404);
    stranger.api().post(approval, null).expect(404);
    stranger.api().get("join-requests/" + request).expect(404);
    stranger.api().get("enterprises/" + enterprise + "/join-requests").expect(404);
    agent
        .api()
        .get("enterprises/" + enterprise + "/join-requests")
        .expectProblem(IdentityProblem.NOT_ADMINISTRATOR);
    assertThat(
            administrator
                .api()
                .get("enterprises/" + enterprise + "/join-requests")
                .expect(200)
                .toString())
        .contains(request);
    JsonNode rejected =
        administrator
            .api()
            .post("join-requests/" + request + "/rejection", body("reason", "unknown"))
            .expect(200);
    assertThat(rejected.path("state").asString()).isEqualTo("REJECTED");
    assertThat(
            applicant
                .api()
                .get("join-requests/" + request)
                .expect(200)
                .path("rejection")
                .asString())
        .isEqualTo("unknown");
  }

  @Test
  @Capability("ID-047")
  void aRequestIsWithdrawnBeforeItsApprovalAndRepeatedAfterwards() {
    Someone administrator = verified("张三");
    UUID enterprise = enterpriseOf(administrator, "某某公司");
    Someone applicant = verified("李四");
    String first = ask(applicant, enterprise);
    applicant
        .api()
        .post("enterprises/" + enterprise + "/join-requests", body("reason", "twice"))
        .expectProblem(IdentityProblem.JOIN_ALREADY_REQUESTED);
    administrator.api().post("join-requests/" + first + "/withdrawal", null).expect(404);
    applicant.api().post("join-requests/" + first + "/withdrawal", null).expect(200);
    administrator
        .api()
        .post("join-requests/" + first + "/approval", null)
        .expectProblem(IdentityProblem.WRONG_STATE);
    String second = ask(applicant, enterprise);
    JsonNode record = applicant.api().get("join-requests").expect(200);
    assertThat(record).hasSize(2);
    assertThat(record.path(0).path("state").asString()).isEqualTo("SUBMITTED");
    assertThat(record.path(1).path("state").asString()).isEqualTo("WITHDRAWN");
    administrator.api().post("join-requests/" + second + "/approval", null).expect(200);
    applicant
        .api()
        .post("join-requests/" + second + "/withdrawal", null)
        .expectProblem(IdentityProblem.WRONG_STATE);
  }

  @Test
  void anAgentLeavesOrIsRemovedAndTheAdministratorStays() {
    Someone administrator = verified("张三");
    UUID enterprise = enterpriseOf(administrator, "某某公司");
    Someone agent = verified("李四");
    Someone other = verified("王五");
    join(agent, enterprise, administrator);
    join(other, enterprise, administrator);
    String members = "enterprises/" + enterprise + "/members/";
    agent.api().delete(members + other.personId()).expectProblem(IdentityProblem.NOT_ADMINISTRATOR);
    administrator.api().delete(members + other.personId()).expect(204);
    agent.api().delete(members + agent.personId()).expect(204);
    assertThat(agent.api().get("me").expect(200).path("enterprises")).isEmpty();
    administrator.api().delete(members + administrator.personId()).expect(404);
  }

  @Test
  @Capability("ID-046")
  void onlyACertifiedEnterpriseIsJoinedAndOnlyWithAReason() {
    Someone applicant = verified("李四");
    applicant
        .api()
        .post("enterprises/" + UUID.randomUUID() + "/join-requests", body("reason", "guess"))
        .expect(404);
    Someone administrator = verified("张三");
    UUID enterprise = enterpriseOf(administrator, "某某公司");
    String requests = "enterprises/" + enterprise + "/join-requests";
    applicant.api().post(requests, body("reason", " ")).expect(400);
    join(applicant, enterprise, administrator);
  }

  private static String ask(Someone applicant, UUID enterprise) {
    return applicant
        .api()
        .post("enterprises/" + enterprise + "/join-requests", body("reason", "colleague"))
        .expect(201)
        .path("joinRequestId")
        .asString();
  }
}
