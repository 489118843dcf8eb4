package org.bidseal.problem.web;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "bidseal.requests.timeout=3s")
@AutoConfigureWebTestClient(timeout = "30s")
class DeadlinesOverHttpTest {
  @Autowired private WebTestClient client;

  @Test
  void aRequestOverItsDeadlineIsAnswered() {
    client
        .get()
        .uri("/never")
        .exchange()
        .expectStatus()
        .isEqualTo(504)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("https://bidseal.org/problems/common/timed-out");
  }

  @Test
  void aHandlerMayHaveALongerDeadline() {
    client.get().uri("/slow").exchange().expectStatus().isOk();
  }

  @Test
  void noDeadlineCutsAnAnswerThatHasBegun() {
    client.get().uri("/trickle").exchange().expectBody(String.class).isEqualTo("xxxx");
  }
}
