package org.bidseal.identity.keycloak;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;

/// Access tokens for persons whom identity-service has authenticated itself: it signs an assertion,
/// and Keycloak redeems it (RFC 7523 §2.1, JWT authorization grant of identity provider
/// `phone-login`). Keycloak allows an assertion one use within a minute.
public final class PersonTokens {

  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final Duration ASSERTION_LIFETIME = Duration.ofSeconds(30);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /// A token as the phone gets it.
  ///
  /// @param expiresIn seconds
  public record AccessToken(String value, long expiresIn) {
    @Override
    public String toString() {
      return "AccessToken[REDACTED]";
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record TokenAnswer(
      @JsonProperty("access_token") String accessToken,
      @JsonProperty("expires_in") long expiresIn) {}

  private final WebClient keycloak;
  private final String realmIssuer;
  private final RSAKey key;
  private final KeycloakProperties properties;
  private final Ids ids;
  private final Clock clock;

  /// @param realmIssuer `iss` of the realm's tokens: the base of its endpoints and the audience of
  ///   assertions
  PersonTokens(
      WebClient keycloak,
      String realmIssuer,
      RSAKey key,
      KeycloakProperties properties,
      Ids ids,
      Clock clock) {
    this.keycloak = keycloak;
    this.realmIssuer = realmIssuer;
    this.key = key;
    this.properties = properties;
    this.ids = ids;
    this.clock = clock;
  }

  /// A fresh access token for the person.
  public Mono<AccessToken> issue(UUID personId) {
    return Mono.fromCallable(() -> assertion(personId))
        .flatMap(this::redeem)
        .timeout(properties.timeout())
        .map(answer -> new AccessToken(answer.accessToken(), answer.expiresIn()))
        .onErrorMap(
            e -> e instanceof WebClientException || e instanceof TimeoutException,
            PersonTokens::unavailable);
  }

  private Mono<TokenAnswer> redeem(String assertion) {
    return keycloak
        .post()
        .uri(realmIssuer + "/protocol/openid-connect/token")
        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
        .body(
            BodyInserters.fromFormData("grant_type", GRANT)
                .with("client_id", properties.clientId())
                .with("client_secret", properties.clientSecret())
                .with("assertion", assertion))
        .retrieve()
        .bodyToMono(TokenAnswer.class);
  }

  private String assertion(UUID personId) throws JOSEException {
    Instant now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(properties.issuer().toString())
            .subject(personId.toString())
            .audience(realmIssuer)
            .jwtID(ids.next().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(ASSERTION_LIFETIME)))
            .build();
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
    var jwt = new SignedJWT(header, claims);
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  private static ProblemException unavailable(Throwable cause) {
    return new ProblemException(
            CommonProblem.UPSTREAM_UNAVAILABLE, "The account server gives no token", cause)
        .retryAfter(RETRY_AFTER);
  }
}
