package org.bidseal.crypto.lock.waiver;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.crypto.lock.LockRequests.LockStepSignature;
import org.bidseal.crypto.lock.LockRequests.LockStepView;
import org.bidseal.crypto.lock.LockView;
import org.bidseal.crypto.lock.waiver.WaiverRequests.BeginWaiver;
import org.bidseal.crypto.lock.waiver.WaiverRequests.ProposeWaiver;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.Platform;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// An event lock that can no longer be released is given up (弃用开标锁).
@RestController
@InRole(Role.KEY)
@RequestMapping("/api/crypto/v1/openings/{openingId}/event-locks/waiver")
class WaiverController {
  private final Waivers waivers;
  private final IdempotentWrites writes;

  WaiverController(Waivers waivers, IdempotentWrites writes) {
    this.waivers = waivers;
    this.writes = writes;
  }

  /// Proposes to give the lock up, since fewer members than its threshold are left.
  @PutMapping
  Mono<ResponseEntity<LockView>> propose(
      @PathVariable UUID openingId,
      Platform platform,
      @Valid @RequestBody ProposeWaiver wish,
      IdempotencyKey key) {
    return writes.once(
        key,
        wish,
        LockView.class,
        waivers.propose(openingId, new Tenant.OfPlatform(platform.platformId()), wish));
  }

  /// Begins to agree: as a member who is left, in a session of step WAIVE; or as a bidder for one
  /// bid, in a session of purpose WAIVE over its envelope.
  @PutMapping("/statement")
  Mono<ResponseEntity<LockStepView>> begin(
      @PathVariable UUID openingId,
      Person person,
      @Valid @RequestBody BeginWaiver wish,
      IdempotencyKey key) {
    return writes.once(
        key, wish, LockStepView.class, waivers.begin(openingId, person.personId(), wish));
  }

  /// A member agrees; with the last who is left the lock is WAIVED.
  @PutMapping("/statement/signature")
  Mono<ResponseEntity<LockView>> sign(
      @PathVariable UUID openingId,
      Person person,
      @Valid @RequestBody LockStepSignature wish,
      IdempotencyKey key) {
    return writes.once(key, wish, LockView.class, waivers.sign(openingId, person.personId(), wish));
  }

  /// A bidder agrees that his bid is opened by his own file.
  @PutMapping("/statement/bid-signature")
  Mono<ResponseEntity<LockView>> signBid(
      @PathVariable UUID openingId,
      Person person,
      @Valid @RequestBody LockStepSignature wish,
      IdempotencyKey key) {
    return writes.once(
        key, wish, LockView.class, waivers.signBid(openingId, person.personId(), wish));
  }
}
