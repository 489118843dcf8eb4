package org.bidseal.servicedefaults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "spring.jackson.default-property-inclusion=always")
@AutoConfigureWebTestClient
class TracingOverHttpTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String TRACEPARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

  @Autowired private WebTestClient client;
  @Autowired private CurrentTrace trace;
  @Autowired private Environment environment;

  @Test
  void aTraceReachesTheChainAndTheLogOnEveryThread() {
    Map<String, String> seen =
        client
            .get()
            .uri("/trace")
            .header("traceparent", TRACEPARENT)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(new ParameterizedTypeReference<Map<String, String>>() {})
            .returnResult()
            .getResponseBody();
    assertThat(seen).containsEntry("mdc", TRACE);
    assertThat(Objects.requireNonNull(seen).get("traceparent"))
        .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
        .isNotEqualTo(TRACEPARENT);
  }

  @Test
  void aTraceLeavesWithEveryCall() {
    String received = body("/onward", TRACEPARENT);
    assertThat(received).matches("00-" + TRACE + "-[0-9a-f]{16}-01").isNotEqualTo(TRACEPARENT);
  }

  @Test
  void aRequestWithoutATraceBeginsOne() {
    assertThat(body("/onward", "rubbish")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]");
  }

  @Test
  void outsideARequestThereIsNone() {
    StepVerifier.create(trace.traceparent()).expectNext(Optional.empty()).verifyComplete();
    StepVerifier.create(trace.traceId()).expectNext(Optional.empty()).verifyComplete();
  }

  @Test
  void storedTraceIsContinuedAsANewSpan() {
    StepVerifier.create(trace.continued(TRACEPARENT, "test.work", trace.traceparent()))
        .assertNext(inside ->
            assertThat(inside.orElseThrow())
                .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
                .isNotEqualTo(TRACEPARENT))
        .verifyComplete();
  }

  @Test
  void workWithoutAStoredTraceBeginsOneAndPassesItsErrorOn() {
    StepVerifier.create(trace.continued(null, "test.work", trace.traceId()))
        .assertNext(inside -> assertThat(inside).isPresent())
        .verifyComplete();
    StepVerifier.create(
            trace.continued(null, "test.work", Mono.error(new IllegalStateException("poison"))))
        .verifyErrorMessage("poison");
  }

  @Test
  void metricsAndHealthAreThere() {
    assertThat(body("/actuator/prometheus", TRACEPARENT))
        .contains("executor_pool_max_threads{name=\"crypto\"}")
        .contains("application_ready_time");
    assertThat(body("/actuator/health/readiness", TRACEPARENT)).isEqualTo("{\"status\":\"UP\"}");
    assertThat(body("/actuator/health", TRACEPARENT)).doesNotContain("components");
  }

  @Test
  void defaultsAreBelowTheServicesOwnSettings() {
    assertThat(environment.getProperty("spring.jackson.default-property-inclusion"))
        .isEqualTo("always");
    assertThat(environment.getProperty("management.endpoint.health.probes.enabled"))
        .isEqualTo("true");
    assertThat(environment.getProperty("server.netty.idle-timeout"))
        .as("application.yml of this test")
        .isEqualTo("60s");
  }

  private String body(String path, String traceparent) {
    String body =
        client
            .get()
            .uri(path)
            .header("traceparent", traceparent)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    return Objects.requireNonNull(body);
  }
}
