package org.bidseal.phone.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// An access token that renews itself shortly before it expires. Safe for several threads.
public final class Tokens {
  private static final Duration MARGIN = Duration.ofSeconds(20);

  private final Supplier<JsonNode> grant;
  private final Clock clock;
  private String accessToken = "";
  private Instant renewAt = Instant.MIN;

  /// @param grant asks for tokens: an OAuth 2.0 token response (RFC 6749 §5.1), or an answer of
  ///   identity-service with `accessToken` and `expiresIn`
  public Tokens(Supplier<JsonNode> grant, Clock clock) {
    this.grant = grant;
    this.clock = clock;
  }

  /// A token that is good for at least some seconds.
  ///
  /// @throws ApiProblemException if a new one is refused
  public synchronized String accessToken() {
    if (!clock.instant().isBefore(renewAt)) {
      JsonNode answer = grant.get();
      boolean oauth = answer.has("access_token");
      accessToken = answer.path(oauth ? "access_token" : "accessToken").asString();
      long seconds = answer.path(oauth ? "expires_in" : "expiresIn").asLong(60);
      renewAt = clock.instant().plusSeconds(seconds).minus(MARGIN);
    }
    return accessToken;
  }
}
