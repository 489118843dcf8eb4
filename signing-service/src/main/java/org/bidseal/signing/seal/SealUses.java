package org.bidseal.signing.seal;

import java.util.UUID;
import org.bidseal.servicecalls.ServiceCalls;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Calls seal-service for a person. The signing request's id is the idempotency key of all three,
/// so each may be repeated after a crash.
@Component
public final class SealUses {
  private static final String SERVICE = "seal-service";

  private final ServiceCalls calls;

  SealUses(ServiceCalls calls) {
    this.calls = calls;
  }

  private record NewUse(UUID taskId, UUID sessionId) {}

  /// Reserves a use.
  public Mono<ReservedSeal> reserve(
      UUID requestId, UUID personId, UUID sealId, UUID taskId, UUID sessionId) {
    return calls
        .to(SERVICE)
        .post()
        .uri("/internal/seals/v1/seals/{sealId}/uses", sealId)
        .attributes(ServiceCalls.onBehalfOf(personId))
        .header("Idempotency-Key", requestId + ":reserve")
        .bodyValue(new NewUse(taskId, sessionId))
        .retrieve()
        .bodyToMono(ReservedSeal.class);
  }

  /// The use took place.
  Mono<Void> confirm(UUID requestId, UUID personId, UUID useId) {
    return settle(requestId, personId, useId, "confirmation");
  }

  /// The use did not take place.
  Mono<Void> release(UUID requestId, UUID personId, UUID useId) {
    return settle(requestId, personId, useId, "release");
  }

  private Mono<Void> settle(UUID requestId, UUID personId, UUID useId, String what) {
    return calls
        .to(SERVICE)
        .post()
        .uri("/internal/seals/v1/uses/{useId}/" + what, useId)
        .attributes(ServiceCalls.onBehalfOf(personId))
        .header("Idempotency-Key", requestId + ":" + what)
        .retrieve()
        .toBodilessEntity()
        .then();
  }
}
