package org.bidseal.signingexpectations;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Real HTTP and a real token of the realm; only crypto-service is played.
@ServiceTest(client = "seal-service")
class SigningExpectationsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Queue<Integer> ANSWERS = new ConcurrentLinkedQueue<>();
  private static final Queue<JsonNode> BODIES = new ConcurrentLinkedQueue<>();
  private static final Queue<String> PERSONS = new ConcurrentLinkedQueue<>();
  private static final HttpServer CRYPTO = crypto();

  @Autowired private SigningExpectations expectations;

  private final ExpectedDigest digest =
      new ExpectedDigest(
          UUID.randomUUID(),
          UUID.randomUUID(),
          UUID.randomUUID(),
          Sm3Hash.of("statement".getBytes(StandardCharsets.UTF_8)),
          Purpose.IMPRESSION,
          Instant.parse("2026-01-02T03:04:05Z"));

  @DynamicPropertySource
  static void whereItIs(DynamicPropertyRegistry properties) {
    properties.add(
        "bidseal.services.crypto-service.url",
        () -> "http://127.0.0.1:" + CRYPTO.getAddress().getPort());
  }

  @AfterAll
  static void stop() {
    CRYPTO.stop(0);
  }

  @Test
  void theDigestIsToldWithItsPerson() {
    ANSWERS.add(204);
    StepVerifier.create(expectations.register(digest)).verifyComplete();
    JsonNode body = BODIES.remove();
    assertThat(body.path("sessionId").asString()).isEqualTo(digest.sessionId().toString());
    assertThat(body.path("personId").asString()).isEqualTo(digest.personId().toString());
    assertThat(body.path("keyId").asString()).isEqualTo(digest.keyId().toString());
    assertThat(body.path("e").asString()).isEqualTo(digest.e().hex());
    assertThat(body.path("purpose").asString()).isEqualTo("IMPRESSION");
    assertThat(body.path("expiresAt").asString()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(body.size()).isEqualTo(6);
    assertThat(PERSONS.remove()).isEqualTo(digest.personId().toString());
  }

  @Test
  void itIsToldAgainAfterAFailureOnTheWay() {
    ANSWERS.add(503);
    ANSWERS.add(204);
    StepVerifier.create(expectations.register(digest)).verifyComplete();
    assertThat(BODIES.remove()).isEqualTo(BODIES.remove());
    PERSONS.clear();
  }

  @Test
  void aCryptoServiceThatStaysAwayIsAProblem() {
    ANSWERS.add(503);
    ANSWERS.add(503);
    ANSWERS.add(503);
    StepVerifier.create(expectations.register(digest))
        .verifyErrorSatisfies(error ->
            assertThat(((ProblemException) error).type())
                .isEqualTo(CommonProblem.UPSTREAM_UNAVAILABLE));
    BODIES.clear();
    PERSONS.clear();
  }

  private static HttpServer crypto() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/internal/crypto/v1/signing-expectations",
          exchange -> {
            BODIES.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            PERSONS.add(exchange.getRequestHeaders().getFirst("X-Bidseal-Person"));
            exchange.sendResponseHeaders(ANSWERS.remove(), -1);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class App {}
}
