package org.bidseal.crypto.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bidseal.testsupport.Tokens;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Requests for one key, many at once. A 503 is asked again, as a phone does: on a busy machine the
/// service may say that it has no connection to spare.
public final class ManyRequests {
  private static final int STATUS_BUSY = 503;

  private ManyRequests() {}

  /// An answer.
  public record Answer(int status, String body) {}

  /// Sends all at once and waits for all answers.
  public static List<Answer> atOnce(
      int port, TestPhone phone, String operation, List<Map<String, Object>> bodies) {
    return Flux.fromIterable(bodies)
        .flatMap(body -> send(port, phone, operation, body), bodies.size())
        .collectList()
        .blockOptional()
        .orElseThrow();
  }

  /// Sends one, at subscription.
  public static Mono<Answer> send(
      int port, TestPhone phone, String operation, Map<String, Object> body) {
    return WebClient.create("http://localhost:" + port)
        .post()
        .uri("/api/crypto/v1/keys/" + phone.keyId() + "/" + operation)
        .headers(headers -> headers.setBearerAuth(Tokens.person(phone.personId())))
        .bodyValue(body)
        .exchangeToMono(answer ->
            answer
                .bodyToMono(String.class)
                .map(text -> new Answer(answer.statusCode().value(), text)))
        .flatMap(
            answer -> answer.status() == STATUS_BUSY ? Mono.error(new Busy()) : Mono.just(answer))
        .retryWhen(Retry.fixedDelay(20, Duration.ofMillis(500)).filter(Busy.class::isInstance));
  }

  private static final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
