package org.bidseal.websecurity.config;

import org.bidseal.testsupport.ServiceTest;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
@TestPropertySource(properties = "bidseal.security.jwk-set-uri=http://localhost:1/certs")
class RealmAwayTest {
  @Autowired private WebTestClient client;

  @Test
  void aTokenThatCannotBeCheckedIsNotCalledInvalid() {
    client
        .get()
        .uri("/api/caller")
        .headers(headers -> headers.setBearerAuth(Tokens.staff("operator")))
        .exchange()
        .expectStatus()
        .isEqualTo(503)
        .expectHeader()
        .valueEquals(HttpHeaders.RETRY_AFTER, "2")
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("https://bidseal.org/problems/common/upstream-unavailable");
  }
}
