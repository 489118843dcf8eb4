package org.bidseal.crypto.lock.release;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.crypto.lock.LockRequests.LockStepSignature;
import org.bidseal.crypto.lock.LockRequests.LockStepView;
import org.bidseal.crypto.lock.LockView;
import org.bidseal.crypto.lock.release.ReleaseRequests.GiveShare;
import org.bidseal.crypto.lock.release.ReleaseRequests.Release;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Person;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Members release an event lock (解除开标锁).
@RestController
@InRole(Role.KEY)
@RequestMapping("/api/crypto/v1/openings/{openingId}/event-locks")
class ReleaseController {
  private final Releases releases;
  private final IdempotentWrites writes;

  ReleaseController(Releases releases, IdempotentWrites writes) {
    this.releases = releases;
    this.writes = writes;
  }

  /// Begins to release, in a session of step RELEASE, from the opening's time on; a rehearsal's
  /// lock at any time.
  @PutMapping("/release")
  Mono<ResponseEntity<LockStepView>> release(
      @PathVariable UUID openingId,
      Person person,
      @Valid @RequestBody Release wish,
      IdempotencyKey key) {
    return writes.once(
        key, wish, LockStepView.class, releases.begin(openingId, person.personId(), wish));
  }

  /// Releases: from now on the member may decrypt his share, in this session.
  @PutMapping("/release/signature")
  Mono<ResponseEntity<LockView>> sign(
      @PathVariable UUID openingId,
      Person person,
      @Valid @RequestBody LockStepSignature wish,
      IdempotencyKey key) {
    return writes.once(
        key, wish, LockView.class, releases.sign(openingId, person.personId(), wish));
  }

  /// Gives the decrypted share; with the last one that is needed the lock is RELEASED.
  @PutMapping("/release/share")
  Mono<ResponseEntity<LockView>> give(
      @PathVariable UUID openingId,
      Person person,
      @Valid @RequestBody GiveShare wish,
      IdempotencyKey key) {
    return writes.once(
        key, wish, LockView.class, releases.give(openingId, person.personId(), wish));
  }
}
