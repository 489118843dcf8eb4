package org.bidseal.crypto.conclusion;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.crypto.conclusion.ConclusionRequests.Conclude;
import org.bidseal.crypto.conclusion.ConclusionRequests.ConclusionView;
import org.bidseal.crypto.conclusion.ConclusionRequests.Overrule;
import org.bidseal.crypto.conclusion.ConclusionRequests.VerdictView;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.servicedefaults.RequestDeadline;
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

/// The end of an opening.
@RestController
@InRole(Role.KEY)
@RequestMapping("/api/crypto/v1")
class ConclusionController {
  /// Thousands of bids, each judged from its timeline.
  private static final int TWO_MINUTES = 120;

  private final ConclusionDesk desk;
  private final IdempotentWrites writes;

  ConclusionController(ConclusionDesk desk, IdempotentWrites writes) {
    this.desk = desk;
    this.writes = writes;
  }

  /// Concludes an opening (结束开标) whose window has ended and in which nothing is being decrypted.
  /// Every sealed bid that was not opened gets its verdict from the timeline; the platform decides
  /// where that leaves it open, and may decide otherwise, with a reason that is kept. From then on
  /// nothing is opened any more.
  @PostMapping("/openings/{openingId}/conclusion")
  @RequestDeadline(seconds = TWO_MINUTES)
  Mono<ResponseEntity<ConclusionView>> conclude(
      @PathVariable UUID openingId,
      Platform platform,
      @Valid @RequestBody Conclude wish,
      IdempotencyKey key) {
    return writes.once(
        key,
        wish,
        ConclusionView.class,
        desk.conclude(openingId, new Tenant.OfPlatform(platform.platformId()), wish));
  }

  /// The verdicts, for the platform and all bidders of the opening; none before it is concluded.
  @GetMapping("/openings/{openingId}/conclusion")
  Mono<ConclusionView> show(@PathVariable UUID openingId, Caller caller) {
    return desk.show(openingId, Tenant.of(caller));
  }

  /// Decides otherwise on one bid of a concluded opening. Earlier verdicts are kept.
  @PostMapping("/envelopes/{envelopeId}/verdict")
  Mono<ResponseEntity<VerdictView>> overrule(
      @PathVariable UUID envelopeId,
      Platform platform,
      @Valid @RequestBody Overrule wish,
      IdempotencyKey key) {
    return writes.once(
        key,
        wish,
        VerdictView.class,
        desk.overrule(envelopeId, new Tenant.OfPlatform(platform.platformId()), wish));
  }
}
