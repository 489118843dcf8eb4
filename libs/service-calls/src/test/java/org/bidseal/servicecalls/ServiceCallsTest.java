package org.bidseal.servicecalls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bidseal.servicecalls.OtherService.json;
import static org.bidseal.servicecalls.OtherService.silence;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Base64;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.problem.UpstreamProblemException;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/// Real HTTP, real tokens of the realm; only the other service is played.
@ServiceTest(client = "signing-service")
class ServiceCallsTest {
  private static final String USED_UP =
      """
      {
        "type": "https://bidseal.org/problems/seals/grant-used-up",
        "title": "The grant is used up",
        "status": 409,
        "detail": "Used 5 of 5.",
        "instance": "/internal/other/v1/grants/7",
        "titles": {"en": "The grant is used up", "zh": "用印次数已用完"},
        "next": {"en": "Ask for another grant.", "zh": "请申请新的授权。"},
        "traceId": "00000000000000000000000000000000",
        "errors": [{"field": "grant", "message": "used up"}],
        "limit": 5
      }
      """;

  @Autowired private WebTestClient client;
  @Autowired private ServiceCalls calls;
  @Autowired private OtherService other;
  @Autowired private CircuitBreakerRegistry breakers;

  @BeforeEach
  void closeTheCircuit() {
    breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
  }

  @Test
  void aCallBearsTokenPersonAndTrace() {
    other.plays(json(200, "{\"left\": 3, \"unknown\": true}"));
    client
        .get()
        .uri("/grant")
        .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .json("{\"left\": 3}");
    var headers = other.received().getFirst();
    String token = headers.get("Authorization").replace("Bearer ", "");
    assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), UTF_8))
        .contains("\"azp\":\"signing-service\"");
    assertThat(headers.get("X-Bidseal-Person")).isEqualTo(CallsTestApplication.PERSON.toString());
    assertThat(headers.get("traceparent")).contains("0af7651916cd43dd8448eb211c80319c");
  }

  @Test
  void aRefusalIsPassedOnAsItIs() {
    other.plays(json(409, USED_UP));
    client
        .get()
        .uri("/grant")
        .header(HttpHeaders.ACCEPT_LANGUAGE, "zh")
        .exchange()
        .expectStatus()
        .isEqualTo(409)
        .expectBody()
        .json(
            """
            {
              "type": "https://bidseal.org/problems/seals/grant-used-up",
              "title": "用印次数已用完",
              "status": 409,
              "detail": "Used 5 of 5.",
              "instance": "/grant",
              "titles": {"en": "The grant is used up", "zh": "用印次数已用完"},
              "next": {"en": "Ask for another grant.", "zh": "请申请新的授权。"},
              "errors": [{"field": "grant", "message": "used up"}],
              "limit": 5
            }
            """);
    assertThat(other.received()).hasSize(1);
  }

  @Test
  void aUseCaseCanTellRefusalsApart() {
    other.plays(json(409, USED_UP));
    StepVerifier.create(get())
        .verifyErrorMatches(
            error -> error instanceof UpstreamProblemException e && e.is("seals", "GRANT_USED_UP"));
  }

  @Test
  void aGetIsTriedAgain() {
    other.plays(json(503, "{}"), json(502, "{}"), json(200, "{\"left\": 1}"));
    StepVerifier.create(get()).expectNextCount(1).verifyComplete();
    assertThat(other.received()).hasSize(3);
  }

  @Test
  void aPostIsNotTriedAgainUnlessItCanBe() {
    other.plays(json(503, "{}"), json(200, "{\"left\": 1}"));
    StepVerifier.create(post(_ -> {})).verifyErrorSatisfies(ServiceCallsTest::unavailable);
    assertThat(other.received()).hasSize(1);

    other.plays(json(503, "{}"), json(200, "{\"left\": 1}"));
    StepVerifier.create(post(request -> request.header("Idempotency-Key", "k1")))
        .expectNextCount(1)
        .verifyComplete();

    other.plays(json(503, "{}"), json(200, "{\"left\": 1}"));
    StepVerifier.create(post(request -> request.attributes(ServiceCalls.idempotent())))
        .expectNextCount(1)
        .verifyComplete();
  }

  @Test
  void anErrorOfTheOtherServiceIsNotTriedAgainAndNotShown() {
    other.plays(json(500, "{\"detail\": \"secret of the other service\"}"));
    String body =
        client
            .get()
            .uri("/grant")
            .exchange()
            .expectStatus()
            .isEqualTo(503)
            .expectHeader()
            .valueEquals(HttpHeaders.RETRY_AFTER, "2")
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    assertThat(body).contains("upstream-unavailable").doesNotContain("secret");
    assertThat(other.received()).hasSize(1);
  }

  @Test
  void a4xxThatIsNoProblemOfOursIsUnavailable() {
    other.plays(json(404, "no such host"));
    StepVerifier.create(get()).verifyErrorSatisfies(ServiceCallsTest::unavailable);
  }

  @Test
  void anAnswerThatCannotBeReadIsNotTheCallersFault() {
    other.plays(json(200, "{\"left\": {}}"));
    client.get().uri("/grant").exchange().expectStatus().isEqualTo(500);
  }

  @Test
  void aCallHasItsDeadline() {
    other.plays(silence());
    long begun = System.nanoTime();
    Mono<CallsTestApplication.Grant> hurried =
        calls
            .to("other-service")
            .get()
            .uri("/x")
            .attributes(ServiceCalls.within(Duration.ofMillis(300)))
            .retrieve()
            .bodyToMono(CallsTestApplication.Grant.class);
    StepVerifier.create(hurried).verifyErrorSatisfies(ServiceCallsTest::unavailable);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    assertThat(other.received()).hasSize(1);
  }

  @Test
  void aServiceThatIsDownIsUnavailable() {
    client.get().uri("/absent").exchange().expectStatus().isEqualTo(503);
  }

  @Test
  void theCircuitOpensAfterFailuresAndNotAfterRefusals() {
    other.plays(json(409, USED_UP));
    for (int i = 0; i < 20; i++) {
      StepVerifier.create(get()).verifyError(UpstreamProblemException.class);
    }
    assertThat(other.received()).hasSize(20);

    other.plays(json(500, "{}"));
    for (int i = 0; i < 20; i++) {
      StepVerifier.create(get()).verifyErrorSatisfies(ServiceCallsTest::unavailable);
    }
    assertThat(other.received()).hasSize(10);
    assertThat(breakers.circuitBreaker("other-service").getState())
        .isEqualTo(CircuitBreaker.State.OPEN);
  }

  @Test
  void aRefusedTokenIsReplaced() {
    other.plays(json(401, "{}"), json(200, "{\"left\": 1}"));
    StepVerifier.create(post(_ -> {})).expectNextCount(1).verifyComplete();
    String refused = other.received().getFirst().get("Authorization");
    assertThat(other.received().getLast().get("Authorization")).isNotEqualTo(refused);

    other.plays(json(401, "{}"));
    StepVerifier.create(get()).verifyErrorSatisfies(ServiceCallsTest::unavailable);
  }

  @Test
  void oneTokenServesManyCalls() {
    other.plays(json(200, "{\"left\": 1}"));
    StepVerifier.create(Mono.when(get(), get(), get()).then(get()))
        .expectNextCount(1)
        .verifyComplete();
    assertThat(other.received().stream().map(headers -> headers.get("Authorization")).distinct())
        .hasSize(1);
  }

  @Test
  void anUnknownServiceIsAMistakeInTheConfiguration() {
    assertThatThrownBy(() -> calls.to("nobody"))
        .hasMessage("bidseal.services.nobody.url is not set");
  }

  private Mono<CallsTestApplication.Grant> get() {
    return calls
        .to("other-service")
        .get()
        .uri("/x")
        .retrieve()
        .bodyToMono(CallsTestApplication.Grant.class);
  }

  private Mono<CallsTestApplication.Grant> post(Preparation preparation) {
    WebClient.RequestBodySpec request = calls.to("other-service").post().uri("/x");
    preparation.prepare(request);
    return request.bodyValue("{}").retrieve().bodyToMono(CallsTestApplication.Grant.class);
  }

  private interface Preparation {
    void prepare(WebClient.RequestBodySpec request);
  }

  private static void unavailable(Throwable error) {
    assertThat(error)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.type()).isEqualTo(CommonProblem.UPSTREAM_UNAVAILABLE);
              assertThat(problem.retryAfter()).contains(Duration.ofSeconds(2));
            });
  }
}
