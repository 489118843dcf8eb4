package org.bidseal.crypto.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.bidseal.outbox.EventConsumer;
import org.bidseal.testsupport.ServiceTest;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest(database = "crypto")
@TestPropertySource(properties = "bidseal.crypto.roles=key")
class KeyOnlyTest {
  @Autowired private WebTestClient http;
  @Autowired private ApplicationContext context;

  @Test
  void noJobIsTaken() {
    assertThat(context.getBeansOfType(EventConsumer.class).values())
        .extracting(EventConsumer::topic)
        .contains("bidseal.identity", "bidseal.qr", "bidseal.escrow")
        .doesNotContain("bidseal.crypto-jobs");
    assertThat(context.getBeanDefinitionNames())
        .doesNotContain("decryptionWorker", "jobRun", "jobFeed");
  }

  @Test
  void theApiIsThere() {
    http.get()
        .uri("/api/crypto/v1/keys/" + UUID.randomUUID())
        .headers(headers -> headers.setBearerAuth(Tokens.person(UUID.randomUUID())))
        .exchange()
        .expectStatus()
        .isNotFound()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("https://bidseal.org/problems/crypto/key-not-found");
  }
}
