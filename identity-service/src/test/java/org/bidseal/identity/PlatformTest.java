package org.bidseal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bidseal.identity.testkit.Api.body;

import java.util.Map;
import java.util.UUID;
import org.bidseal.events.Event;
import org.bidseal.identity.testkit.Api;
import org.bidseal.identity.testkit.ApiTest;
import org.bidseal.identity.testkit.TestData;
import org.bidseal.identity.testkit.Topics;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.servers.TestServers;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.JsonNode;

class PlatformTest extends ApiTest {

  private static final Map<String, Object> SETTINGS =
      Map.of(
          "serverSideSealing", false,
          "backupPolicy", "REQUIRED",
          "sealClaimPolicy", "LOCAL");

  @Test
  void anOperatorRegistersAPlatformThatGetsTokensWithItsSecret() {
    JsonNode registered = register("湖北省公共资源交易平台");
    Api platform = nobody().as(token(registered));
    String own = "platforms/" + registered.path("platformId").asString();
    JsonNode seen = platform.get(own).expect(200);
    assertThat(seen.path("name").asString()).isEqualTo("湖北省公共资源交易平台");
    assertThat(seen.path("settings").path("backupPolicy").asString()).isEqualTo("REQUIRED");
    assertThat(platform.get(own + "/bindings").expect(200)).isEmpty();

    String other = "platforms/" + register("另一平台").path("platformId").asString();
    platform.get(other).expect(404);
    platform.get(other + "/bindings").expect(404);
    assertThat(platform.get("platforms").expect(200)).hasSize(1);
    platform.get("me").expect(403);
  }

  @Test
  void theSecretIsShownOnce() {
    String key = UUID.randomUUID().toString();
    var request = body("name", "平台", "region", "420000", "settings", SETTINGS);
    operator().post("platforms", request, key).expect(201);
    JsonNode again = operator().post("platforms", request, key).expect(409);
    assertThat(again.path("type").asString()).endsWith("/response-not-kept");
  }

  @Test
  void nobodyElseRegistersPlatforms() {
    var request = body("name", "平台", "region", "420000", "settings", SETTINGS);
    reviewer().post("platforms", request).expect(403);
    verified("张三").api().post("platforms", request).expect(403);
    operator()
        .post("platforms", body("name", "平台", "region", "4", "settings", SETTINGS))
        .expect(400);
  }

  @Test
  void aCompletedSessionBindsTheEnterpriseToThePlatform() {
    JsonNode registered = register("平台");
    Someone person = verified("张三");
    UUID enterprise = enterpriseOf(person, "某某公司");
    JsonNode issued = downloaded(submitted(person, enterprise));
    String signing = issued.path("signingCertificate").path("certificateId").asString();
    String encryption = issued.path("encryptionCertificate").path("certificateId").asString();
    UUID platformId = UUID.fromString(registered.path("platformId").asString());
    // An encryption certificate binds nothing; the event is set aside and the next one goes on.
    complete(platformId, enterprise, person, encryption, "BIND");
    complete(platformId, enterprise, person, signing, "LOGIN");
    complete(platformId, enterprise, person, signing, "BIND");
    complete(platformId, enterprise, person, signing, "BIND");

    Api platform = nobody().as(token(registered));
    Awaiting.untilAsserted(() ->
        assertThat(platform.get("platforms/" + platformId + "/bindings").expect(200)).hasSize(1));
    JsonNode bound = platform.get("platforms/" + platformId + "/bindings").expect(200).path(0);
    assertThat(bound.path("enterpriseId").asString()).isEqualTo(enterprise.toString());
    assertThat(bound.path("enterpriseName").asString()).isEqualTo("某某公司");
    assertThat(bound.path("personName").asString()).isEqualTo("张三");
    assertThat(bound.path("certificateId").asString()).isEqualTo(signing);
  }

  @Test
  void aSessionForAnotherEnterpriseThanThePageShowedBindsNothing() {
    JsonNode registered = register("平台");
    Someone person = verified("张三");
    String uscc = TestData.uscc();
    UUID enterprise = enterpriseOf(person, "某某公司", uscc);
    String signing =
        downloaded(submitted(person, enterprise))
            .path("signingCertificate")
            .path("certificateId")
            .asString();
    UUID platformId = UUID.fromString(registered.path("platformId").asString());

    Map<String, Object> completed = completed(platformId, enterprise, person, signing, "BIND");
    completed.put("expected", body("uscc", uscc, "name", "另一公司"));
    UUID session = complete(completed);
    Awaiting.untilAsserted(() ->
        assertThat(Topics.read("bidseal.qr.dlt"))
            .extracting(Event::subject)
            .contains(session.toString()));
    Api platform = nobody().as(token(registered));
    assertThat(platform.get("platforms/" + platformId + "/bindings").expect(200)).isEmpty();

    completed.put("expected", body("uscc", uscc, "name", "某某公司"));
    complete(completed);
    Awaiting.untilAsserted(() ->
        assertThat(platform.get("platforms/" + platformId + "/bindings").expect(200)).hasSize(1));
  }

  private static void complete(
      UUID platformId, UUID enterprise, Someone person, String certificateId, String purpose) {
    complete(completed(platformId, enterprise, person, certificateId, purpose));
  }

  private static UUID complete(Map<String, Object> session) {
    UUID sessionId = UUID.randomUUID();
    session.put("sessionId", sessionId);
    Topics.publish("qr-session-service", "org.bidseal.qr.session-completed.v1", sessionId, session);
    return sessionId;
  }

  private static Map<String, Object> completed(
      UUID platformId, UUID enterprise, Someone person, String certificateId, String purpose) {
    return body(
        "purpose",
        purpose,
        "platformId",
        platformId,
        "enterpriseId",
        enterprise,
        "personId",
        person.personId(),
        "deviceId",
        person.deviceId(),
        "certificateId",
        certificateId);
  }

  private JsonNode register(String name) {
    return operator()
        .post("platforms", body("name", name, "region", "420000", "settings", SETTINGS))
        .expect(201);
  }

  private static String token(JsonNode registered) {
    JsonNode answer =
        WebClient.create()
            .post()
            .uri(TestServers.get().issuer() + "/protocol/openid-connect/token")
            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
            .body(
                BodyInserters.fromFormData("grant_type", "client_credentials")
                    .with("client_id", registered.path("clientId").asString())
                    .with("client_secret", registered.path("clientSecret").asString()))
            .retrieve()
            .bodyToMono(JsonNode.class)
            .blockOptional()
            .orElseThrow();
    return answer.path("access_token").asString();
  }
}
