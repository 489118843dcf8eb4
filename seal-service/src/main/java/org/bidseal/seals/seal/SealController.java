package org.bidseal.seals.seal;

import java.util.Base64;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Person;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Seals, for members of their enterprise.
@RestController
@RequestMapping("/api/seals/v1/seals")
class SealController {
  private final Seals seals;
  private final IdempotentWrites writes;

  SealController(Seals seals, IdempotentWrites writes) {
    this.seals = seals;
    this.writes = writes;
  }

  /// The electronic seal of GB/T 38540-2020, DER in base64.
  record SealData(String sesSeal) {}

  /// The seals of an enterprise.
  @GetMapping
  Flux<SealView> list(Person person, @RequestParam UUID enterpriseId) {
    return seals.ofEnterprise(person.personId(), enterpriseId);
  }

  /// One seal.
  @GetMapping("/{sealId}")
  Mono<SealView> get(Person person, @PathVariable UUID sealId) {
    return seals.get(person.personId(), sealId);
  }

  /// Its structure.
  @GetMapping("/{sealId}/data")
  Mono<SealData> data(Person person, @PathVariable UUID sealId) {
    return seals
        .data(person.personId(), sealId)
        .map(seal -> new SealData(Base64.getEncoder().encodeToString(seal.encoded())));
  }

  /// Claims a seal that was made; only then can it be used.
  @PostMapping("/{sealId}/claim")
  Mono<ResponseEntity<SealView>> claim(
      IdempotencyKey key, Person person, @PathVariable UUID sealId) {
    return writes.once(key, null, SealView.class, seals.claim(person.personId(), sealId));
  }
}
