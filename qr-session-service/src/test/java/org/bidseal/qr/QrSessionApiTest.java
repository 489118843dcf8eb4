package org.bidseal.qr;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bidseal.identityview.KnownIdentity;
import org.bidseal.problem.ProblemTypesContract;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.testsupport.ArchitectureRules;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.bidseal.testsupport.OpenApiContract;
import org.bidseal.testsupport.ServiceTest;
import org.bidseal.testsupport.Tokens;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest(database = "qr")
@Import(KnownIdentity.class)
final class QrSessionApiTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Queue<JsonNode> EXPECTED = new ConcurrentLinkedQueue<>();
  private static final HttpServer CRYPTO = cryptoService();

  @Autowired private WebTestClient client;
  @Autowired private KnownIdentity identity;
  @Autowired private SecureRandom random;

  private final UUID platformId = UUID.randomUUID();
  private final UUID enterpriseId = UUID.randomUUID();
  private final UUID phone = UUID.randomUUID();
  private final String platform = Tokens.platform(platformId);

  /// The one endpoint of crypto-service that this service calls; it remembers what it was told.
  private static HttpServer cryptoService() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/internal/crypto/v1/signing-expectations",
          exchange -> {
            EXPECTED.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterAll
  static void stop() {
    CRYPTO.stop(0);
  }

  @DynamicPropertySource
  static void urls(DynamicPropertyRegistry properties) {
    properties.add(
        "bidseal.services.crypto-service.url",
        () -> "http://127.0.0.1:" + CRYPTO.getAddress().getPort());
  }

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

  private JsonNode bind(UUID person, UUID certificate, Sm2KeyPair key, String uscc) {
    UUID session =
        id(
            ok(
                post(
                    platform,
                    "/sessions",
                    Map.of(
                        "purpose",
                        "BIND",
                        "title",
                        "Bind",
                        "expected",
                        Map.of("uscc", uscc, "name", "湖北某某建设有限公司")))));
    ok(post(person, "/scans", scan(session)));
    JsonNode statement =
        ok(
            post(
                person,
                "/sessions/" + session + "/statement",
                Map.of("certificateId", certificate)));
    byte[] bytes = Base64.getDecoder().decode(statement.path("statement").asString());
    return post(
            person,
            "/sessions/" + session + "/confirmation",
            confirmation(certificate, key.signMessage(bytes, random)))
        .body();
  }

  @Test
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

  private JsonNode signSession(UUID task) {
    Map<String, Object> request =
        Map.of(
            "purpose",
            "SIGN",
            "platformId",
            platformId,
            "enterpriseId",
            enterpriseId,
            "reference",
            Map.of("type", "signing-task", "id", task),
            "summary",
            Map.of(
                "titleEn",
                "Sign a letter of tender",
                "titleZh",
                "签署投标函",
                "lines",
                List.of(Map.of("labelEn", "File", "labelZh", "文件", "value", "letter.pdf"))));
    return ok(
        exchange(
            HttpMethod.POST,
            Tokens.service("signing-service"),
            "/internal/qr/v1/sessions",
            request));
  }

  private void report(String what, UUID session, Map<String, ?> more) {
    Map<String, Object> data = new HashMap<>(more);
    data.put("sessionId", session);
    identity.publish("org.bidseal.signing." + what + ".v1", session, data);
  }

  private static Map<String, Object> login() {
    return Map.of("purpose", "LOGIN", "title", "Log in");
  }

  private Map<String, Object> scan(UUID session) {
    return scanOf(get(platform, "/sessions/" + session + "/code").path("code").asString());
  }

  private Map<String, Object> scanOf(String code) {
    return Map.of("code", code, "deviceId", phone);
  }

  private Map<String, Object> confirmation(UUID certificate, Sm2Signature signature) {
    return Map.of(
        "deviceId",
        phone,
        "certificateId",
        certificate,
        "signature",
        Map.of("r", hex(signature.r()), "s", hex(signature.s())));
  }

  private static String hex(BigInteger number) {
    return Hex.encode(BigIntegers.asUnsignedByteArray(32, number));
  }

  private static UUID id(JsonNode session) {
    return UUID.fromString(session.path("sessionId").asString());
  }

  private record Answer(int status, JsonNode body) {}

  private static JsonNode ok(Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isBetween(200, 299);
    return answer.body();
  }

  private static JsonNode problem(Answer answer, int status) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    assertThat(answer.body().path("next").path("en").asString()).isNotBlank();
    return answer.body();
  }

  private JsonNode get(String token, String path) {
    return ok(request(HttpMethod.GET, token, path, null));
  }

  private Answer post(UUID person, String path, Map<String, ?> body) {
    return post(Tokens.person(person), path, body);
  }

  private Answer post(String token, String path, Map<String, ?> body) {
    return request(HttpMethod.POST, token, path, body);
  }

  private Answer request(
      HttpMethod method, String token, String path, @Nullable Map<String, ?> body) {
    return exchange(method, token, "/api/qr/v1" + path, body);
  }

  private Answer exchange(
      HttpMethod method, String token, String path, @Nullable Map<String, ?> body) {
    var request =
        client
            .mutate()
            .responseTimeout(Duration.ofSeconds(40))
            .build()
            .method(method)
            .uri(path)
            .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
            .header("Idempotency-Key", UUID.randomUUID().toString());
    if (body != null) {
      request.bodyValue(body);
    }
    var result = request.exchange().expectBody().returnResult();
    byte[] content = result.getResponseBody();
    return new Answer(
        result.getStatus().value(),
        content == null ? JSON.createObjectNode() : JSON.readTree(content));
  }
}
