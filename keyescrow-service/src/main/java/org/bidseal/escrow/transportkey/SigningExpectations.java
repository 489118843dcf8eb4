package org.bidseal.escrow.transportkey;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.servicecalls.ServiceCalls;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Tells crypto-service which digest a phone may have co-signed to endorse its transport key.
@Component
class SigningExpectations {
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final ServiceCalls calls;
  private final Clock clock;

  SigningExpectations(ServiceCalls calls, Clock clock) {
    this.calls = calls;
    this.clock = clock;
  }

  record Expectation(
      UUID sessionId, UUID personId, UUID keyId, String e, String purpose, Instant expiresAt) {}

  Mono<Void> register(UUID endorsementId, UUID personId, UUID keyId, String e) {
    Instant expiresAt = clock.instant().plus(LIFE);
    return calls
        .to("crypto-service")
        .post()
        .uri("/internal/crypto/v1/signing-expectations")
        .attributes(ServiceCalls.onBehalfOf(personId))
        .attributes(ServiceCalls.idempotent())
        .bodyValue(new Expectation(endorsementId, personId, keyId, e, "TRANSPORT_KEY", expiresAt))
        .retrieve()
        .toBodilessEntity()
        .then();
  }
}
