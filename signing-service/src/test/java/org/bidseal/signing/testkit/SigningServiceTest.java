package org.bidseal.signing.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.ServiceTest;
import org.bidseal.testsupport.Tokens;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/// A platform, a bidder with a real key, and the steps of signing through the public API.
@ServiceTest(database = "signing")
@Import({KnownIdentity.class, HeardEvents.class})
public abstract class SigningServiceTest {
  /// One page, US Letter.
  protected static final Path PDF = Path.of("src/test/resources/corpus/pdf-plain/sign_me.pdf");

  /// The other services; they live as long as the test JVM.
  protected static final Neighbours NEIGHBOURS = new Neighbours();

  private static final String BASE = "/api/signing/v1";

  @Autowired protected KnownIdentity identity;
  @Autowired protected HeardEvents events;
  @Autowired protected SecureRandom random;
  @Autowired private WebTestClient defaultClient;

  protected final UUID platformId = UUID.randomUUID();
  protected final String platform = Tokens.platform(platformId);
  protected WebTestClient client;

  @BeforeEach
  void patience() {
    client = defaultClient.mutate().responseTimeout(Duration.ofSeconds(60)).build();
  }

  @DynamicPropertySource
  static void neighbours(DynamicPropertyRegistry properties) {
    for (String service :
        List.of("identity-service", "seal-service", "crypto-service", "qr-session-service")) {
      properties.add("bidseal.services." + service + ".url", NEIGHBOURS::url);
    }
    properties.add("bidseal.signing.sweep-interval", () -> "1s");
  }

  /// A person who may sign for an enterprise, with key, certificate and seal.
  public record Bidder(
      UUID personId,
      String token,
      UUID enterpriseId,
      Sm2KeyPair key,
      X509Certificate certificate,
      UUID certificateId,
      UUID keyId,
      UUID sealId) {}

  /// A started signature.
  public record Started(UUID taskId, UUID sessionId, UUID requestId, JsonNode body) {}

  protected Bidder bidder() {
    UUID personId = Tokens.newPerson();
    UUID enterpriseId = UUID.randomUUID();
    Sm2KeyPair key = Sm2KeyPair.generate(random);
    X509Certificate certificate =
        NEIGHBOURS.pki().signing("CN=Bidder Ltd,O=Bidder Ltd,C=CN", key.publicKey());
    UUID keyId = UUID.randomUUID();
    identity.member(personId, enterpriseId);
    return new Bidder(
        personId,
        Tokens.person(personId),
        enterpriseId,
        key,
        certificate,
        identity.certificate(personId, enterpriseId, keyId, certificate),
        keyId,
        NEIGHBOURS.seal(enterpriseId, "COMPANY"));
  }

  protected UUID upload() {
    return id(ok(uploading(platform, read(PDF), "bid.pdf"), 201), "documentId");
  }

  protected ResponseSpec uploading(String token, byte[] content, String fileName) {
    return client
        .post()
        .uri(BASE + "/documents?fileName={name}", fileName)
        .headers(headers -> headers.setBearerAuth(token))
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .contentType(MediaType.APPLICATION_PDF)
        .bodyValue(content)
        .exchange();
  }

  protected UUID task(Bidder... bidders) {
    return id(ok(post(platform, "/tasks", newTask(upload(), bidders)), 201), "taskId");
  }

  protected static Map<String, Object> newTask(UUID documentId, Bidder... bidders) {
    int number = bidders.length;
    List<Map<String, Object>> signatories =
        IntStream.range(0, number)
            .mapToObj(i ->
                Map.<String, Object>of(
                    "enterpriseId",
                    bidders[i].enterpriseId(),
                    "placements",
                    List.of(
                        Map.of("page", 1, "xMm", 20 + 60 * i, "yMm", 150, "sealType", "COMPANY"),
                        Map.of("page", 1, "xMm", 20 + 60 * i, "yMm", 200, "sealType", "COMPANY"))))
            .toList();
    return Map.of("documentId", documentId, "title", "投标函", "signatories", signatories);
  }

  /// Opens a session and has the bidder confirm it, as events tell.
  protected UUID session(UUID taskId, Bidder bidder) {
    UUID sessionId =
        id(
            ok(
                post(
                    platform,
                    "/tasks/" + taskId + "/qr-sessions",
                    Map.of("enterpriseId", bidder.enterpriseId())),
                201),
            "sessionId");
    identity.confirmed(sessionId, platformId, bidder.enterpriseId(), bidder.personId(), taskId);
    return sessionId;
  }

  protected Started start(UUID taskId, Bidder bidder) {
    UUID sessionId = session(taskId, bidder);
    JsonNode started =
        Awaiting.value(
            "the session is confirmed",
            () -> {
              var answer =
                  starting(taskId, sessionId, bidder).expectBody(JsonNode.class).returnResult();
              return answer.getStatus().is2xxSuccessful()
                  ? Optional.of(body(answer.getResponseBody()))
                  : Optional.empty();
            });
    return new Started(taskId, sessionId, id(started, "signingRequestId"), started);
  }

  protected ResponseSpec starting(UUID taskId, UUID sessionId, Bidder bidder) {
    return post(
        bidder.token(), "/tasks/" + taskId + "/signing-requests", starting(sessionId, bidder));
  }

  /// What the bidder's phone asks for when it begins to sign.
  protected static Map<String, Object> starting(UUID sessionId, Bidder bidder) {
    return Map.of(
        "sessionId", sessionId,
        "certificateId", bidder.certificateId(),
        "sealId", bidder.sealId());
  }

  protected Sm2Signature signature(Started started, Bidder bidder) {
    return bidder.key().sign(Sm3Hash.ofHex(started.body().path("e").asString()), random);
  }

  protected ResponseSpec completing(Started started, Bidder bidder, Sm2Signature signature) {
    return put(
        bidder.token(),
        "/tasks/" + started.taskId() + "/signing-requests/" + started.requestId() + "/signature",
        Map.of("r", hex(signature.r()), "s", hex(signature.s())));
  }

  protected byte[] signedDocument(UUID taskId) {
    byte[] body =
        get(platform, "/tasks/" + taskId + "/signed-document")
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody();
    if (body == null) {
      throw new AssertionError("no document");
    }
    return body;
  }

  protected JsonNode verify(byte[] pdf) {
    return ok(
        client
            .post()
            .uri(BASE + "/verifications")
            .headers(headers -> headers.setBearerAuth(platform))
            .contentType(MediaType.APPLICATION_PDF)
            .bodyValue(pdf)
            .exchange(),
        200);
  }

  protected ResponseSpec get(String token, String path) {
    return client
        .get()
        .uri(BASE + path)
        .headers(headers -> headers.setBearerAuth(token))
        .exchange();
  }

  protected ResponseSpec post(String token, String path, Object body) {
    return write(HttpMethod.POST, token, path, body, UUID.randomUUID().toString());
  }

  protected ResponseSpec put(String token, String path, Object body) {
    return write(HttpMethod.PUT, token, path, body, UUID.randomUUID().toString());
  }

  protected ResponseSpec write(
      HttpMethod method, String token, String path, Object body, String key) {
    return client
        .method(method)
        .uri(BASE + path)
        .headers(headers -> headers.setBearerAuth(token))
        .header("Idempotency-Key", key)
        .bodyValue(body)
        .exchange();
  }

  protected static JsonNode ok(ResponseSpec answer, int status) {
    return body(
        answer
            .expectStatus()
            .isEqualTo(status)
            .expectBody(JsonNode.class)
            .returnResult()
            .getResponseBody());
  }

  /// Fails unless the answer is this problem.
  protected static JsonNode problem(ResponseSpec answer, int status, String type) {
    JsonNode problem = ok(answer, status);
    if (!problem.path("type").asString().endsWith("/" + type)) {
      throw new AssertionError("another problem: " + problem);
    }
    return problem;
  }

  protected static UUID id(JsonNode body, String field) {
    return UUID.fromString(body.path(field).asString());
  }

  protected static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode body(@Nullable JsonNode body) {
    if (body == null) {
      throw new AssertionError("an answer without a body");
    }
    return body;
  }

  private static String hex(BigInteger number) {
    return HexFormat.of().formatHex(BigIntegers.asUnsignedByteArray(32, number));
  }
}
