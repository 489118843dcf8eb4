package org.bidseal.qr;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bidseal.identityview.KnownIdentity;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.testsupport.ServiceTest;
import org.bidseal.testsupport.Tokens;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole service on real servers, and the phone and the platform that use it.
@ServiceTest(database = "qr")
@Import(KnownIdentity.class)
abstract class QrServiceTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  protected static final Queue<JsonNode> EXPECTED = new ConcurrentLinkedQueue<>();
  private static final HttpServer CRYPTO = cryptoService();

  @Autowired protected WebTestClient client;
  @Autowired protected KnownIdentity identity;
  @Autowired protected SecureRandom random;

  protected final UUID platformId = UUID.randomUUID();
  protected final UUID enterpriseId = UUID.randomUUID();
  protected final UUID phone = UUID.randomUUID();
  protected final String platform = Tokens.platform(platformId);

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

  @DynamicPropertySource
  static void urls(DynamicPropertyRegistry properties) {
    properties.add(
        "bidseal.services.crypto-service.url",
        () -> "http://127.0.0.1:" + CRYPTO.getAddress().getPort());
  }

  protected JsonNode bind(UUID person, UUID certificate, Sm2KeyPair key, String uscc) {
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

  protected JsonNode signSession(UUID task) {
    return signSession(task, List.of());
  }

  /// A session to sign.
  ///
  /// @param guests who may scan besides the enterprise's people
  protected JsonNode signSession(UUID task, List<Map<String, UUID>> guests) {
    Map<String, Object> request =
        Map.of(
            "guests",
            guests,
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

  protected void report(String what, UUID session, Map<String, ?> more) {
    Map<String, Object> data = new HashMap<>(more);
    data.put("sessionId", session);
    identity.publish("org.bidseal.signing." + what + ".v1", session, data);
  }

  /// What crypto-service reports of a bid.
  protected void reportOfBid(String what, UUID session) {
    UUID envelope = UUID.randomUUID();
    identity.publish(
        "org.bidseal.crypto." + what + ".v1",
        envelope,
        Map.of("envelopeId", envelope, "sessionId", session));
  }

  protected static Map<String, Object> login() {
    return Map.of("purpose", "LOGIN", "title", "Log in");
  }

  protected Map<String, Object> scan(UUID session) {
    return scanOf(get(platform, "/sessions/" + session + "/code").path("code").asString());
  }

  protected Map<String, Object> scanOf(String code) {
    return Map.of("code", code, "deviceId", phone);
  }

  protected Map<String, Object> confirmation(UUID certificate, Sm2Signature signature) {
    return Map.of(
        "deviceId",
        phone,
        "certificateId",
        certificate,
        "signature",
        Map.of("r", hex(signature.r()), "s", hex(signature.s())));
  }

  protected static String hex(BigInteger number) {
    return Hex.encode(BigIntegers.asUnsignedByteArray(32, number));
  }

  protected static UUID id(JsonNode session) {
    return UUID.fromString(session.path("sessionId").asString());
  }

  protected record Answer(int status, JsonNode body) {}

  protected static JsonNode ok(Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isBetween(200, 299);
    return answer.body();
  }

  protected static JsonNode problem(Answer answer, int status) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    assertThat(answer.body().path("next").path("en").asString()).isNotBlank();
    return answer.body();
  }

  protected JsonNode get(String token, String path) {
    return ok(request(HttpMethod.GET, token, path, null));
  }

  protected Answer post(UUID person, String path, Map<String, ?> body) {
    return post(Tokens.person(person), path, body);
  }

  protected Answer post(String token, String path, Map<String, ?> body) {
    return request(HttpMethod.POST, token, path, body);
  }

  protected Answer request(
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
