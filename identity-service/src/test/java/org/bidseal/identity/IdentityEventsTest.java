package org.bidseal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bidseal.identity.testkit.Api.body;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.bidseal.events.Event;
import org.bidseal.events.EventCodec;
import org.bidseal.identity.testkit.ApiTest;
import org.bidseal.identity.testkit.CryptoDouble;
import org.bidseal.identity.testkit.Topics;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Every event that the service publishes, against its golden file.
class IdentityEventsTest extends ApiTest {

  private static final String PREFIX = "org.bidseal.identity.";

  @Test
  void aWholeLifeIsToldAsTheGoldenFilesSay() {
    Someone person = verified("张三");
    UUID enterprise = enterpriseOf(person, "某某公司");
    JsonNode issued = downloaded(submitted(person, enterprise));
    UUID signing =
        UUID.fromString(issued.path("signingCertificate").path("certificateId").asString());
    UUID platform = registerPlatform();
    bind(platform, enterprise, person, signing);
    Someone agent = verified("李四");
    join(agent, enterprise, person);
    agent.api().delete("enterprises/" + enterprise + "/members/" + agent.personId()).expect(204);
    Someone heir = verified("王五");
    join(heir, enterprise, person);
    transfer(person, heir, enterprise, signing);
    revoke(person, signing);
    String device = "devices/" + person.deviceId();
    person.api().post(device + "/loss-report", null).expect(200);
    verify(person, person.name(), person.idNumber()).expect(201);
    person.api().post(device + "/finding", null).expect(200);
    person.api().delete(device).expect(200);

    var ids =
        List.of(
            person.personId().toString(),
            enterprise.toString(),
            signing.toString(),
            platform.toString());
    Awaiting.untilAsserted(() -> assertThat(firstOfEachType(ids).keySet()).isEqualTo(TYPES));
    firstOfEachType(ids).values().forEach(IdentityEventsTest::verifyGolden);
  }

  private static final Set<String> TYPES =
      new TreeSet<>(
          List.of(
              PREFIX + "person-registered.v1",
              PREFIX + "device-registered.v1",
              PREFIX + "device-lost.v1",
              PREFIX + "device-found.v1",
              PREFIX + "device-removed.v1",
              PREFIX + "person-verified.v1",
              PREFIX + "enterprise-certified.v1",
              PREFIX + "membership-granted.v1",
              PREFIX + "membership-withdrawn.v1",
              PREFIX + "administrator-transferred.v1",
              PREFIX + "certificate-issued.v1",
              PREFIX + "certificate-downloaded.v1",
              PREFIX + "certificate-revoked.v1",
              PREFIX + "platform-registered.v1",
              PREFIX + "platform-bound.v1"));

  private static Map<String, Event> firstOfEachType(List<String> subjects) {
    Map<String, Event> first = new TreeMap<>();
    Topics.read("bidseal.identity").stream()
        .filter(event -> subjects.contains(event.subject()))
        .forEach(event -> first.putIfAbsent(event.type(), event));
    return first;
  }

  private static void verifyGolden(Event event) {
    String json = EventCodec.writeText(event);
    switch (event.type().substring(PREFIX.length())) {
      case "certificate-issued.v1" ->
          GoldenEvents.verify(json, "/data/serialNumber", "/data/certificate", "/data/subject");
      case "device-registered.v1", "device-found.v1" ->
          GoldenEvents.verify(json, "/data/publicKey");
      case "enterprise-certified.v1" -> GoldenEvents.verify(json, "/data/uscc");
      default -> GoldenEvents.verify(json);
    }
  }

  private UUID registerPlatform() {
    return UUID.fromString(
        operator()
            .post(
                "platforms",
                body(
                    "name",
                    "湖北省公共资源交易平台",
                    "region",
                    "420000",
                    "settings",
                    body(
                        "serverSideSealing",
                        true,
                        "backupPolicy",
                        "WARN",
                        "sealClaimPolicy",
                        "OUT_OF_AREA")))
            .expect(201)
            .path("platformId")
            .asString());
  }

  private static void bind(UUID platform, UUID enterprise, Someone person, UUID certificate) {
    UUID session = UUID.randomUUID();
    Topics.publish(
        "qr-session-service",
        "org.bidseal.qr.session-completed.v1",
        session,
        body(
            "sessionId",
            session,
            "purpose",
            "BIND",
            "platformId",
            platform,
            "enterpriseId",
            enterprise,
            "personId",
            person.personId(),
            "certificateId",
            certificate));
    Awaiting.untilAsserted(() ->
        assertThat(
                Topics.read("bidseal.identity").stream()
                    .filter(event -> event.type().equals(PREFIX + "platform-bound.v1"))
                    .map(Event::subject))
            .contains(platform.toString()));
  }

  private static void transfer(Someone person, Someone heir, UUID enterprise, UUID certificate) {
    CryptoDouble crypto = CryptoDouble.INSTANCE;
    UUID key =
        UUID.fromString(
            person.api().get("certificates/" + certificate).expect(200).path("keyId").asString());
    JsonNode asked =
        person
            .api()
            .post(
                "enterprises/" + enterprise + "/administrator-transfers",
                body("successorId", heir.personId(), "certificateId", certificate))
            .expect(201);
    UUID transfer = UUID.fromString(asked.path("transferId").asString());
    byte[] statement = Base64.getDecoder().decode(asked.path("statement").asString());
    Sm2Signature signature =
        crypto.coSign(key, transfer, Sm2Digest.of(crypto.pair(key).publicKey(), statement));
    person
        .api()
        .put(
            "administrator-transfers/" + transfer + "/signature",
            body("r", "%064x".formatted(signature.r()), "s", "%064x".formatted(signature.s())))
        .expect(200);
  }

  private void revoke(Someone person, UUID certificate) {
    String path = "certificates/" + certificate;
    String serial = person.api().get(path).expect(200).path("serialNumber").asString();
    person
        .api()
        .post(
            path + "/revocation", body("reason", "CESSATION_OF_OPERATION", "serialNumber", serial))
        .expect(200);
  }
}
