package org.bidseal.gateway.socket;

import java.time.Duration;
import java.util.UUID;
import org.bidseal.gateway.route.Backends;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// What qr-session-service says of a session to this caller, and the code on its creator's screen.
@Component
class SessionDoor {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final WebClient client;

  SessionDoor(WebClient.Builder builder, Backends backends) {
    this.client = builder.baseUrl(backends.url("qr-session-service").toString()).build();
  }

  /// The session as the caller may see it; empty if he may not.
  Mono<JsonNode> find(UUID sessionId, String bearer) {
    return client
        .get()
        .uri("/api/qr/v1/sessions/{id}", sessionId)
        .headers(headers -> headers.setBearerAuth(bearer))
        .exchangeToMono(answer ->
            answer.statusCode().is2xxSuccessful()
                ? answer.bodyToMono(JsonNode.class)
                : answer.releaseBody().then(refused(answer.statusCode())))
        .timeout(LIMIT);
  }

  private static Mono<JsonNode> refused(HttpStatusCode status) {
    return status.is5xxServerError()
        ? Mono.error(new IllegalStateException("qr-session-service answers " + status))
        : Mono.empty();
  }

  /// The codes of a session, each when it takes the other's place; ends when the service gives
  /// none.
  Flux<JsonNode> codes(UUID sessionId, String bearer) {
    return code(sessionId, bearer)
        .flatMapMany(first ->
            Flux.just(first)
                .concatWith(
                    Mono.delay(Duration.ofMillis(first.path("nextInMillis").asLong(2000) + 20))
                        .thenMany(Flux.defer(() -> codes(sessionId, bearer)))));
  }

  private Mono<JsonNode> code(UUID sessionId, String bearer) {
    return client
        .get()
        .uri("/api/qr/v1/sessions/{id}/code", sessionId)
        .headers(headers -> headers.setBearerAuth(bearer))
        .exchangeToMono(answer ->
            answer.statusCode().is2xxSuccessful()
                ? answer.bodyToMono(JsonNode.class)
                : answer.releaseBody().then(Mono.empty()))
        .timeout(LIMIT)
        .onErrorComplete();
  }
}
