package org.bidseal.crypto.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.bidseal.outbox.EventConsumer;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.bidseal.testsupport.ServiceTest;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

@ServiceTest(database = "crypto")
@TestPropertySource(properties = "bidseal.crypto.roles=bulk")
class BulkOnlyTest {
  @Autowired private WebTestClient http;
  @Autowired private ApplicationContext context;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mapping;

  @Test
  void theApiIsNotThere() {
    assertThat(mapping.getHandlerMethods().values())
        .noneMatch(
            handler -> handler.getBeanType().getPackageName().startsWith("org.bidseal.crypto"));
    String person = Tokens.person(UUID.randomUUID());
    notFound(
        http.get()
            .uri("/api/crypto/v1/keys/" + UUID.randomUUID())
            .headers(headers -> headers.setBearerAuth(person))
            .exchange());
    notFound(
        http.post()
            .uri("/api/crypto/v1/keys")
            .headers(headers -> headers.setBearerAuth(person))
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .bodyValue(Map.of())
            .exchange());
    notFound(
        http.post()
            .uri("/internal/crypto/v1/signing-expectations")
            .headers(headers -> headers.setBearerAuth(Tokens.service("seal-service")))
            .bodyValue(Map.of())
            .exchange());
  }

  @Test
  void jobsAreAllThatIsConsumed() {
    assertThat(context.getBeansOfType(EventConsumer.class).values())
        .extracting(EventConsumer::topic)
        .containsExactly("bidseal.crypto-jobs");
  }

  @Test
  void theSweepsAreThoseOfTheLibraries() {
    assertThat(context.getBeansOfType(Sweep.class).values())
        .isNotEmpty()
        .noneMatch(sweep -> sweep.getClass().getPackageName().startsWith("org.bidseal.crypto"));
  }

  private static void notFound(WebTestClient.ResponseSpec answer) {
    answer
        .expectStatus()
        .isNotFound()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("https://bidseal.org/problems/common/not-found");
  }
}
