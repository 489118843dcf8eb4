package org.bidseal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bidseal.identity.testkit.Api.body;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.identity.testkit.ApiTest;
import org.bidseal.identity.testkit.CryptoDouble;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Whoever ends an encryption certificate is told which sealed bids need its key.
class OpenBidGuardTest extends ApiTest {
  private final Instant opensAt = Instant.now().plus(1, ChronoUnit.DAYS);

  @Test
  void aCertificateThatBidsNeedIsRevokedOnlyKnowingly() {
    Someone person = verified("张三");
    JsonNode encryption = certificateWithABid(person, "ENCRYPTION");
    var request = request(encryption, "SUPERSEDED");

    JsonNode problem =
        person
            .api()
            .post(path(encryption), request)
            .expectProblem(IdentityProblem.OPEN_BIDS_DEPEND);
    assertThat(problem.path("openBids").get(0).path("openingName").asString()).isEqualTo("Road");
    assertThat(problem.path("neededUntil").asString())
        .isEqualTo(opensAt.plusSeconds(3600).toString());
    assertThat(state(person, encryption)).isEqualTo("IN_FORCE");
    reviewer().post(path(encryption), request).expectProblem(IdentityProblem.OPEN_BIDS_DEPEND);
    verified("李四").api().post(path(encryption), request).expect(404);

    request.put("openBidsAcknowledged", List.of(UUID.randomUUID()));
    person.api().post(path(encryption), request).expectProblem(IdentityProblem.OPEN_BIDS_DEPEND);

    request.put(
        "openBidsAcknowledged",
        List.of(problem.path("openBids").get(0).path("envelopeId").asString()));
    person.api().post(path(encryption), request).expect(200);
    assertThat(state(person, encryption)).isEqualTo("REVOKED");
  }

  @Test
  void aBidThatWasSealedMeanwhileIsAskedAboutAgain() {
    Someone person = verified("张三");
    JsonNode encryption = certificateWithABid(person, "ENCRYPTION");
    var request = request(encryption, "SUPERSEDED");
    JsonNode shown =
        person
            .api()
            .post(path(encryption), request)
            .expectProblem(IdentityProblem.OPEN_BIDS_DEPEND)
            .path("openBids");
    UUID later = CryptoDouble.INSTANCE.sealedBid(keyOf(encryption), opensAt);
    request.put("openBidsAcknowledged", List.of(shown.get(0).path("envelopeId").asString()));
    JsonNode again =
        person
            .api()
            .post(path(encryption), request)
            .expectProblem(IdentityProblem.OPEN_BIDS_DEPEND);
    assertThat(again.path("openBids")).hasSize(2);
    assertThat(again.toString()).contains(later.toString());
  }

  @Test
  void whatCannotBeAskedIsRefusedAndATheftIsNotHeldUp() {
    Someone person = verified("张三");
    JsonNode encryption = certificateWithABid(person, "ENCRYPTION");
    CryptoDouble.INSTANCE.cannotTellOf(keyOf(encryption));
    person.api().post(path(encryption), request(encryption, "SUPERSEDED")).expect(503);
    assertThat(state(person, encryption)).isEqualTo("IN_FORCE");
    person.api().post("devices/" + person.deviceId() + "/loss-report", null).expect(200);
    person.api().post(path(encryption), request(encryption, "KEY_COMPROMISE")).expect(200);
    assertThat(state(person, encryption)).isEqualTo("REVOKED");
  }

  @Test
  void aTheftIsNotAskedAbout() {
    Someone person = verified("张三");
    JsonNode encryption = certificateWithABid(person, "ENCRYPTION");
    person.api().post(path(encryption), request(encryption, "KEY_COMPROMISE")).expect(200);
    assertThat(state(person, encryption)).isEqualTo("REVOKED");
  }

  @Test
  void aSigningKeyOpensNothing() {
    Someone person = verified("张三");
    JsonNode signing = certificateWithABid(person, "SIGNING");
    person.api().post(path(signing), request(signing, "SUPERSEDED")).expect(200);
  }

  @Test
  void anAgentWhoseKeyBidsNeedLeavesOnlyKnowingly() {
    Someone administrator = verified("张三");
    UUID enterprise = enterpriseOf(administrator, "某某公司");
    Someone agent = verified("李四");
    join(agent, enterprise, administrator);
    Applied applied = submitted(agent, enterprise);
    downloaded(applied);
    String path = "enterprises/" + enterprise + "/members/" + agent.personId();

    UUID bid = CryptoDouble.INSTANCE.sealedBid(applied.encryptionKey(), opensAt);
    for (Someone asking : List.of(administrator, agent)) {
      JsonNode problem = asking.api().delete(path).expectProblem(IdentityProblem.OPEN_BIDS_DEPEND);
      assertThat(problem.path("openBids").get(0).path("envelopeId").asString())
          .isEqualTo(bid.toString());
    }
    verified("王五").api().delete(path).expect(404);
    UUID later = CryptoDouble.INSTANCE.sealedBid(applied.encryptionKey(), opensAt);
    String shown = path + "?openBidsAcknowledged=" + bid;
    administrator.api().delete(shown).expectProblem(IdentityProblem.OPEN_BIDS_DEPEND);
    assertThat(agent.api().get("me").expect(200).path("enterprises")).hasSize(1);
    administrator.api().delete(shown + "," + later).expect(204);
    assertThat(agent.api().get("me").expect(200).path("enterprises")).isEmpty();
  }

  @Test
  void anAgentOfWhoseKeyNobodyCanTellStays() {
    Someone administrator = verified("张三");
    UUID enterprise = enterpriseOf(administrator, "某某公司");
    Someone agent = verified("李四");
    join(agent, enterprise, administrator);
    Applied applied = submitted(agent, enterprise);
    downloaded(applied);
    CryptoDouble.INSTANCE.cannotTellOf(applied.encryptionKey());
    agent.api().delete("enterprises/" + enterprise + "/members/" + agent.personId()).expect(503);
    assertThat(agent.api().get("me").expect(200).path("enterprises")).hasSize(1);
  }

  private JsonNode certificateWithABid(Someone person, String usage) {
    Applied applied = submitted(person, enterpriseOf(person, "某某公司"));
    downloaded(applied);
    CryptoDouble.INSTANCE.sealedBid(applied.encryptionKey(), opensAt);
    for (JsonNode each : person.api().get("certificates").expect(200)) {
      if (each.path("usage").asString().equals(usage)) {
        return each;
      }
    }
    throw new AssertionError("no certificate for " + usage);
  }

  private static Map<String, Object> request(JsonNode certificate, String reason) {
    return body("reason", reason, "serialNumber", certificate.path("serialNumber").asString());
  }

  private static UUID keyOf(JsonNode certificate) {
    return UUID.fromString(certificate.path("keyId").asString());
  }

  private static String path(JsonNode certificate) {
    return "certificates/" + certificate.path("certificateId").asString() + "/revocation";
  }

  private static String state(Someone person, JsonNode certificate) {
    return person
        .api()
        .get("certificates/" + certificate.path("certificateId").asString())
        .expect(200)
        .path("state")
        .asString();
  }
}
