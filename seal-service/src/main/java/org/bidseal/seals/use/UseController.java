package org.bidseal.seals.use;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.ServiceCaller;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Uses of seals, for signing-service on behalf of the person who signs.
@RestController
@RequestMapping("/internal/seals/v1")
class UseController {
  private static final String CALLER = "signing-service";

  private final Uses uses;
  private final IdempotentWrites writes;

  UseController(Uses uses, IdempotentWrites writes) {
    this.uses = uses;
    this.writes = writes;
  }

  /// Reserves a use for a signature that is about to be made.
  @PostMapping("/seals/{sealId}/uses")
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<UseView>> reserve(
      IdempotencyKey key,
      ServiceCaller service,
      @PathVariable UUID sealId,
      @Valid @RequestBody UseRequest request) {
    UUID person = service.require(CALLER).person();
    return writes.once(
        key, request, UseView.class, HttpStatus.CREATED, uses.reserve(person, sealId, request));
  }

  /// The signature was made.
  @PostMapping("/uses/{useId}/confirmation")
  Mono<ResponseEntity<UseState>> confirm(
      IdempotencyKey key, ServiceCaller service, @PathVariable UUID useId) {
    service.require(CALLER);
    return writes.once(key, null, UseState.class, uses.confirm(useId));
  }

  /// The signature was not made.
  @PostMapping("/uses/{useId}/release")
  Mono<ResponseEntity<UseState>> release(
      IdempotencyKey key, ServiceCaller service, @PathVariable UUID useId) {
    service.require(CALLER);
    return writes.once(key, null, UseState.class, uses.release(useId));
  }
}
