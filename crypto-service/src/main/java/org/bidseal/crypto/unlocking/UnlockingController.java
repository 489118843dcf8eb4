package org.bidseal.crypto.unlocking;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Person;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@InRole(Role.KEY)
@RequestMapping("/api/crypto/v1/keys/{keyId}")
class UnlockingController {
  private final Unlocking unlocking;
  private final ResetKeyReleases releases;
  private final IdempotentWrites writes;

  UnlockingController(Unlocking unlocking, ResetKeyReleases releases, IdempotentWrites writes) {
    this.unlocking = unlocking;
    this.releases = releases;
    this.writes = writes;
  }

  /// Unlocks a holding after its person has passed real-name verification again.
  @PostMapping("/holdings/{deviceId}/unlocking")
  Mono<ResponseEntity<HoldingUnlockedResponse>> unlock(
      Person person, IdempotencyKey key, @PathVariable UUID keyId, @PathVariable UUID deviceId) {
    return writes.once(
        key,
        null,
        HoldingUnlockedResponse.class,
        unlocking.unlock(person.personId(), keyId, deviceId));
  }

  /// Releases the reset key, once, after real-name verification again.
  @PostMapping("/reset-key-releases")
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<ResetKeyReleasedResponse>> release(
      Person person,
      IdempotencyKey key,
      @PathVariable UUID keyId,
      @Valid @RequestBody ResetKeyReleaseRequest request) {
    return releases
        .release(person.personId(), keyId, request.deviceId(), key.key())
        .map(released ->
            ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(released));
  }
}
