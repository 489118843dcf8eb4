package org.bidseal.escrow.renewal;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.bidseal.escrow.candidate.Candidate;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Person;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// After a refresh the owner's phone backs the key up anew to all who held it, by itself.
@RestController
@RequestMapping("/api/escrow/v1/keys/{keyId}/renewals")
class RenewalController {
  private final Renewals renewals;
  private final IdempotentWrites writes;

  RenewalController(Renewals renewals, IdempotentWrites writes) {
    this.renewals = renewals;
    this.writes = writes;
  }

  /// The phones that held a verified backup of an older generation than this, may hold one still,
  /// and have none of this generation.
  @GetMapping
  Flux<Candidate> outstanding(
      Person person, @PathVariable UUID keyId, @RequestParam @Min(1) int generation) {
    return renewals.outstanding(person.personId(), keyId, generation);
  }

  /// Backs the key up to several phones in one go: all of them or none.
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<RenewalRequest.Renewed>> renew(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID keyId,
      @Valid @RequestBody RenewalRequest request) {
    return writes.once(
        key,
        request,
        RenewalRequest.Renewed.class,
        HttpStatus.CREATED,
        renewals.renew(person.personId(), keyId, request));
  }
}
