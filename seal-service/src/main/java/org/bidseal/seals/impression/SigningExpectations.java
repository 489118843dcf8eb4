package org.bidseal.seals.impression;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.servicecalls.ServiceCalls;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Tells crypto-service which digest the uploader may have co-signed.
@Component
class SigningExpectations {
  private static final Duration LIFE = Duration.ofMinutes(30);

  private final ServiceCalls calls;
  private final Clock clock;

  SigningExpectations(ServiceCalls calls, Clock clock) {
    this.calls = calls;
    this.clock = clock;
  }

  record Expectation(
      UUID sessionId, UUID personId, UUID keyId, String e, String purpose, Instant expiresAt) {}

  Mono<Void> register(ImpressionCard card, UUID keyId, Sm3Hash e) {
    return calls
        .to("crypto-service")
        .post()
        .uri("/internal/crypto/v1/signing-expectations")
        .attributes(ServiceCalls.onBehalfOf(card.uploaderId()))
        .attributes(ServiceCalls.idempotent())
        .header("Idempotency-Key", card.impressionId().toString())
        .bodyValue(
            new Expectation(
                card.impressionId(),
                card.uploaderId(),
                keyId,
                e.hex(),
                "IMPRESSION",
                clock.instant().plus(LIFE)))
        .retrieve()
        .toBodilessEntity()
        .then();
  }
}
