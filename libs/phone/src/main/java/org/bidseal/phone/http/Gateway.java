package org.bidseal.phone.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.bidseal.phone.witness.SecretWitness;

/// Where the fleet answers, and what every client of it shares.
public final class Gateway {
  private static final String TOKEN_PATH = "/realms/bidseal/protocol/openid-connect/token";

  private final URI uri;
  private final SecureRandom random;
  private final Clock clock;
  private final SecretWitness witness;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /// @param uri the gateway's address, such as `http://127.0.0.1:8080`
  public Gateway(URI uri, SecureRandom random, Clock clock) {
    this(uri, random, clock, SecretWitness.NONE);
  }

  /// @param witness told of the secrets of every phone here
  public Gateway(URI uri, SecureRandom random, Clock clock, SecretWitness witness) {
    this.uri = uri;
    this.random = random;
    this.clock = clock;
    this.witness = witness;
  }

  /// A client that has not logged in.
  public ApiClient anonymous() {
    return new ApiClient(http, uri, random, () -> null);
  }

  /// A client that sends these tokens.
  public ApiClient as(Tokens tokens) {
    return new ApiClient(http, uri, random, tokens::accessToken);
  }

  /// Tokens of a client by its credentials (RFC 6749 §4.4).
  public Tokens clientTokens(String clientId, String clientSecret) {
    return tokens(
        Map.of(
            "grant_type", "client_credentials",
            "client_id", clientId,
            "client_secret", clientSecret));
  }

  /// Tokens of a staff user by password; only the embedded realm allows that.
  public Tokens staffTokens(String user, String password) {
    return tokens(
        Map.of(
            "grant_type",
            "password",
            "client_id",
            "bidseal-desk",
            "username",
            user,
            "password",
            password));
  }

  private Tokens tokens(Map<String, String> form) {
    return new Tokens(() -> anonymous().postForm(TOKEN_PATH, form), clock);
  }

  public URI uri() {
    return uri;
  }

  public SecureRandom random() {
    return random;
  }

  public Clock clock() {
    return clock;
  }

  /// Told of the secrets of phones.
  public SecretWitness witness() {
    return witness;
  }
}
