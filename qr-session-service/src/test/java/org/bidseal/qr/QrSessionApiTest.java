package org.bidseal.qr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.bidseal.problem.ProblemTypesContract;
import org.bidseal.qr.code.RotatingCode;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.testsupport.ArchitectureRules;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.bidseal.testsupport.OpenApiContract;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

final class QrSessionApiTest extends QrServiceTest {
  @Test
  @Capability("QR-010")
  void aMemberScansReadsConfirmsAndTheServiceBehindFinishes() {
    UUID person = Tokens.newPerson();
    identity.member(person, enterpriseId);
    UUID task = UUID.randomUUID();
    UUID session = id(signSession(task));

    JsonNode scanned = ok(post(person, "/scans", scan(session)));
    assertThat(scanned.path("state").asString()).isEqualTo("SCANNED");
    assertThat(scanned.path("summary").path("titleZh").asString()).isEqualTo("签署投标函");
    assertThat(scanned.path("reference").path("id").asString()).isEqualTo(task.toString());
    assertThat(ok(post(person, "/scans", scan(session))).path("version").asLong()).isEqualTo(2);

    JsonNode confirmed =
        ok(post(person, "/sessions/" + session + "/confirmation", Map.of("deviceId", phone)));
    assertThat(confirmed.path("state").asString()).isEqualTo("CONFIRMED");

    CompletableFuture<JsonNode> poll =
        CompletableFuture.supplyAsync(
            () -> get(platform, "/sessions/" + session + "?since=3&wait=20"));
    report("signing-started", session, Map.of());
    assertThat(poll.join().path("state").asString()).isEqualTo("PROCESSING");
    report("document-signed", session, Map.of());
    Awaiting.untilAsserted(() ->
        assertThat(get(platform, "/sessions/" + session).path("state").asString())
            .isEqualTo("COMPLETED"));
  }

  @Test
  void aBidThatWasTakenBackOrConfirmedCompletesItsSession() {
    for (String done : List.of("bid-retracted", "bid-confirmed")) {
      UUID person = Tokens.newPerson();
      identity.member(person, enterpriseId);
      UUID session = id(signSession(UUID.randomUUID()));
      ok(post(person, "/scans", scan(session)));
      ok(post(person, "/sessions/" + session + "/confirmation", Map.of("deviceId", phone)));
      reportOfBid(done, session);
      Awaiting.untilAsserted(() ->
          assertThat(get(platform, "/sessions/" + session).path("state").asString())
              .isEqualTo("COMPLETED"));
    }
  }

  @Test
  @Capability("QR-002")
  void loginIsASignedStatementOfThisSession() {
    UUID person = Tokens.newPerson();
    Sm2KeyPair key = Sm2KeyPair.generate(random);
    identity.enterprise(enterpriseId, "湖北某某建设有限公司", "91420500MA00000008");
    identity.member(person, enterpriseId);
    UUID certificate = identity.signingCertificate(person, enterpriseId, key);
    UUID session = id(ok(post(platform, "/sessions", login())));
    ok(post(person, "/scans", scan(session)));

    JsonNode statement =
        ok(
            post(
                person,
                "/sessions/" + session + "/statement",
                Map.of("certificateId", certificate)));
    Sm2Signature signature =
        key.signMessage(Base64.getDecoder().decode(statement.path("statement").asString()), random);
    assertThat(EXPECTED)
        .anySatisfy(told -> {
          assertThat(told.path("sessionId").asString()).isEqualTo(session.toString());
          assertThat(told.path("e").asString()).isEqualTo(statement.path("e").asString());
          assertThat(told.path("purpose").asString()).isEqualTo("LOGIN");
        });

    JsonNode forged =
        problem(
            post(
                person,
                "/sessions/" + session + "/confirmation",
                confirmation(certificate, key.signMessage(new byte[1], random))),
            403);
    assertThat(forged.path("type").asString()).endsWith("/qr/signature-invalid");

    JsonNode done =
        ok(
            post(
                person,
                "/sessions/" + session + "/confirmation",
                confirmation(certificate, signature)));
    assertThat(done.path("state").asString()).isEqualTo("COMPLETED");
    assertThat(done.path("result").path("uscc").asString()).isEqualTo("91420500MA00000008");
    assertThat(get(platform, "/sessions/" + session).path("result").path("personId").asString())
        .isEqualTo(person.toString());
  }

  @Test
  @Capability("QR-003")
  void bindingNeedsTheEnterpriseThatThePlatformExpects() {
    UUID person = Tokens.newPerson();
    Sm2KeyPair key = Sm2KeyPair.generate(random);
    identity.enterprise(enterpriseId, "湖北某某建设有限公司", "91420500MA00000008");
    identity.member(person, enterpriseId);
    UUID certificate = identity.signingCertificate(person, enterpriseId, key);

    assertThat(bind(person, certificate, key, "91420500MA00000016").path("type").asString())
        .endsWith("/qr/enterprise-mismatch");
    assertThat(bind(person, certificate, key, "91420500MA00000008").path("state").asString())
        .isEqualTo("COMPLETED");
  }

  @Test
  @Capability("QR-012")
  void whoScansFirstOwnsItAndStrangersSeeNothing() {
    UUID first = Tokens.newPerson();
    UUID second = Tokens.newPerson();
    UUID stranger = Tokens.newPerson();
    identity.member(first, enterpriseId);
    identity.member(second, enterpriseId);
    UUID session = id(signSession(UUID.randomUUID()));
    Map<String, Object> scan = scan(session);
    assertThat(problem(post(stranger, "/scans", scan), 403).path("type").asString())
        .endsWith("/qr/not-your-enterprise");
    ok(post(first, "/scans", scan));
    assertThat(problem(post(second, "/scans", scan), 409).path("type").asString())
        .endsWith("/qr/already-scanned");

    problem(request(HttpMethod.GET, Tokens.person(second), "/sessions/" + session, null), 404);
    String otherPlatform = Tokens.platform(UUID.randomUUID());
    problem(request(HttpMethod.GET, otherPlatform, "/sessions/" + session, null), 404);
    problem(request(HttpMethod.GET, otherPlatform, "/sessions/" + session + "/code", null), 404);
    problem(post(second, "/sessions/" + session + "/confirmation", Map.of("deviceId", phone)), 404);
    problem(post(second, "/sessions/" + session + "/rejection", Map.of("reason", "no")), 404);
  }

  @Test
  void aGuestScansWhileHeActsForHisOwnEnterpriseAndHisColleaguesDoNot() {
    UUID otherEnterprise = UUID.randomUUID();
    UUID guest = Tokens.newPerson();
    UUID colleague = Tokens.newPerson();
    UUID former = Tokens.newPerson();
    identity.member(guest, otherEnterprise);
    identity.member(colleague, otherEnterprise);
    UUID session =
        id(
            signSession(
                UUID.randomUUID(),
                List.of(
                    Map.of("personId", former, "enterpriseId", otherEnterprise),
                    Map.of("personId", guest, "enterpriseId", otherEnterprise))));
    Map<String, Object> scan = scan(session);
    for (UUID other : List.of(colleague, former)) {
      assertThat(problem(post(other, "/scans", scan), 403).path("type").asString())
          .endsWith("/qr/not-your-enterprise");
    }
    ok(post(guest, "/scans", scan));
    ok(post(guest, "/sessions/" + session + "/confirmation", Map.of("deviceId", phone)));
    assertThat(get(platform, "/sessions/" + session).path("personId").asString())
        .isEqualTo(guest.toString());
  }

  @Test
  @Capability("QR-012")
  void aCodeThatIsOldOrInventedIsRefused() {
    UUID person = Tokens.newPerson();
    UUID session = id(ok(post(platform, "/sessions", login())));
    String code = get(platform, "/sessions/" + session + "/code").path("code").asString();
    String forged = code.substring(0, code.length() - 4) + "0000";
    assertThat(
            problem(post(person, "/scans", scanOf(forged)), 410)
                .path("titles")
                .path("zh")
                .asString())
        .isEqualTo("二维码已过期");
    problem(post(person, "/scans", scanOf("https://example.org")), 400);
    Instant old = Instant.now().plus(RotatingCode.ACCEPTED_FOR);
    Awaiting.until("the code is old", () -> Instant.now().isAfter(old));
    problem(post(person, "/scans", scanOf(code)), 410);
  }

  @Test
  void theOwnerSaysNo() {
    UUID person = Tokens.newPerson();
    UUID session = id(ok(post(platform, "/sessions", login())));
    ok(post(person, "/scans", scan(session)));
    JsonNode rejected =
        ok(post(person, "/sessions/" + session + "/rejection", Map.of("reason", "not me")));
    assertThat(rejected.path("state").asString()).isEqualTo("REJECTED");
    assertThat(get(platform, "/sessions/" + session).path("failure").asString())
        .isEqualTo("not me");
  }

  @Test
  void theContractIsCommitted() {
    OpenApiContract.verify(client, "/api/qr/v1/openapi.json", Path.of("openapi.json"));
  }

  @Test
  void problemsSpeakTwoLanguagesAndTheArchitectureHolds() {
    ProblemTypesContract.check(QrProblem.class);
    ArchitectureRules.verify("org.bidseal.qr");
  }
}
