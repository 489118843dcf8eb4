package org.bidseal.crypto.opening.schedule;

import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.opening.OpeningView;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Platform;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Changes of openings' times.
@RestController
@InRole(Role.KEY)
@RequestMapping("/api/crypto/v1/openings/{openingId}/reschedulings")
class ReschedulingController {
  private final ReschedulingDesk desk;
  private final IdempotentWrites writes;

  ReschedulingController(ReschedulingDesk desk, IdempotentWrites writes) {
    this.desk = desk;
    this.writes = writes;
  }

  /// Postpones an opening (延期开标), or brings it forward while no bid is sealed. Every bidder sees
  /// the old times, the new ones and the reason.
  @PostMapping
  Mono<ResponseEntity<OpeningView>> reschedule(
      @PathVariable UUID openingId,
      Platform platform,
      @Valid @RequestBody Reschedule wish,
      IdempotencyKey key) {
    return writes.once(
        key,
        wish,
        OpeningView.class,
        desk.reschedule(openingId, new Tenant.OfPlatform(platform.platformId()), wish));
  }

  /// All changes so far, for the platform and the bidders.
  @GetMapping
  Mono<List<Rescheduling>> history(@PathVariable UUID openingId, Caller caller) {
    return desk.history(openingId, Tenant.of(caller));
  }
}
