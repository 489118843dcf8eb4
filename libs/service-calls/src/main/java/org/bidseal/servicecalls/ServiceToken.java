package org.bidseal.servicecalls;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// This service's own access token by client credentials (RFC 6749 §4.4): one request for all who
/// wait, kept until shortly before its end or until a service refuses it.
final class ServiceToken {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final long MARGIN_SECONDS = 30;

  private final WebClient client;
  private final CallProperties.Credentials credentials;
  private final Mono<Token> token;

  ServiceToken(WebClient client, CallProperties.Credentials credentials) {
    this.client = client;
    this.credentials = credentials;
    this.token = Mono.defer(this::fetch).cacheInvalidateIf(Token::isOver);
  }

  /// A token that is valid for some time yet; error [TokenUnavailableException] if the realm gives
  /// none.
  Mono<Token> current() {
    return token;
  }

  private Mono<Token> fetch() {
    return client
        .post()
        .uri(credentials.tokens())
        .headers(this::authenticate)
        .body(BodyInserters.fromFormData("grant_type", "client_credentials"))
        .retrieve()
        .bodyToMono(JsonNode.class)
        .timeout(TIMEOUT)
        .map(ServiceToken::read)
        .onErrorMap(TokenUnavailableException::new);
  }

  private void authenticate(HttpHeaders headers) {
    headers.setBasicAuth(credentials.id(), credentials.secret());
  }

  private static Token read(JsonNode answer) {
    long seconds = answer.path("expires_in").asLong(0) - MARGIN_SECONDS;
    return new Token(answer.required("access_token").asString(), Duration.ofSeconds(seconds));
  }

  /// An access token; prints as `[REDACTED]`.
  static final class Token {
    private final String value;
    private final long since = System.nanoTime();
    private volatile long nanos;

    Token(String value, Duration validity) {
      this.value = value;
      this.nanos = validity.toNanos();
    }

    String value() {
      return value;
    }

    /// Refused by a service: the next call asks for another.
    void end() {
      nanos = 0;
    }

    boolean isOver() {
      return System.nanoTime() - since >= nanos;
    }

    @Override
    public String toString() {
      return "Token[REDACTED]";
    }
  }
}
