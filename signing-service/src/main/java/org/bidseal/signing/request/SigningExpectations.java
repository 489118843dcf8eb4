package org.bidseal.signing.request;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.servicecalls.ServiceCalls;
import org.bidseal.signing.request.SigningRequest.Preparation;
import org.bidseal.signing.request.SigningRequest.RequestFacts;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Tells crypto-service which digest it may co-sign, and in which session.
@Component
final class SigningExpectations {
  private final ServiceCalls calls;

  SigningExpectations(ServiceCalls calls) {
    this.calls = calls;
  }

  private record Expectation(
      UUID sessionId, UUID personId, UUID keyId, String e, String purpose, Instant expiresAt) {}

  Mono<Void> register(RequestFacts facts, Preparation preparation) {
    return calls
        .to("crypto-service")
        .post()
        .uri("/internal/crypto/v1/signing-expectations")
        .header("Idempotency-Key", facts.requestId() + ":" + preparation.e().hex())
        .bodyValue(
            new Expectation(
                facts.sessionId(),
                facts.personId(),
                preparation.keyId(),
                preparation.e().hex(),
                "DOCUMENT",
                facts.expiresAt()))
        .retrieve()
        .toBodilessEntity()
        .then();
  }
}
