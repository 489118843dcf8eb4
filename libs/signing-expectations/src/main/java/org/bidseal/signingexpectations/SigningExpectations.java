package org.bidseal.signingexpectations;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.servicecalls.ServiceCalls;
import reactor.core.publisher.Mono;

/// Client of crypto-service's `POST /internal/crypto/v1/signing-expectations`.
public final class SigningExpectations {
  private final ServiceCalls calls;

  SigningExpectations(ServiceCalls calls) {
    this.calls = calls;
  }

  /// The expectation as crypto-service reads it.
  private record Body(
      UUID sessionId, UUID personId, UUID keyId, String e, Purpose purpose, Instant expiresAt) {
    static Body of(ExpectedDigest digest) {
      return new Body(
          digest.sessionId(),
          digest.personId(),
          digest.keyId(),
          digest.e().hex(),
          digest.purpose(),
          digest.expiresAt());
    }
  }

  /// Has crypto-service expect the digest. The same session and digest is the same expectation, so
  /// a repetition does no harm.
  ///
  /// @return errs with what [ServiceCalls] errs with
  public Mono<Void> register(ExpectedDigest digest) {
    return calls
        .to("crypto-service")
        .post()
        .uri("/internal/crypto/v1/signing-expectations")
        .attributes(ServiceCalls.onBehalfOf(digest.personId()))
        .attributes(ServiceCalls.idempotent())
        .bodyValue(Body.of(digest))
        .retrieve()
        .toBodilessEntity()
        .then();
  }
}
