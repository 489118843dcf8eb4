package org.bidseal.qr.confirmation;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.qr.session.Purpose;
import org.bidseal.qr.session.QrSession;
import org.bidseal.qr.session.SessionCard;
import org.bidseal.servicecalls.ServiceCalls;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Tells crypto-service which digest a phone may have co-signed in a session.
@Component
class SigningExpectations {
  private final ServiceCalls calls;
  private final Clock clock;

  SigningExpectations(ServiceCalls calls, Clock clock) {
    this.calls = calls;
    this.clock = clock;
  }

  record Expectation(
      UUID sessionId, UUID personId, UUID keyId, String e, Purpose purpose, Instant expiresAt) {}

  Mono<Void> register(SessionCard card, UUID personId, UUID keyId, String e) {
    Instant expiresAt = clock.instant().plus(QrSession.SCANNED_LIFE);
    return calls
        .to("crypto-service")
        .post()
        .uri("/internal/crypto/v1/signing-expectations")
        .attributes(ServiceCalls.onBehalfOf(personId))
        .attributes(ServiceCalls.idempotent())
        .header("Idempotency-Key", card.sessionId() + "-" + e)
        .bodyValue(new Expectation(card.sessionId(), personId, keyId, e, card.purpose(), expiresAt))
        .retrieve()
        .toBodilessEntity()
        .then();
  }
}
