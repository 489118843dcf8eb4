package org.bidseal.crypto.bidding;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.bidding.BidRequests.AnnounceBid;
import org.bidseal.crypto.bidding.BidRequests.NewPart;
import org.bidseal.crypto.notice.LateArrivals;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Platform;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Bids: announced by platforms, seen by the people of every enterprise that bids.
@RestController
@InRole(Role.KEY)
@RequestMapping("/api/crypto/v1/bids")
class BidController {
  private final BidDesk desk;
  private final LateArrivals late;
  private final IdempotentWrites writes;

  BidController(BidDesk desk, LateArrivals late, IdempotentWrites writes) {
    this.desk = desk;
    this.late = late;
    this.writes = writes;
  }

  /// Announces a bid, of one enterprise or a consortium (联合体), for one lot or several, each whole
  /// or in stages: one envelope for each part.
  @PostMapping
  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  Mono<ResponseEntity<BidView>> announceBid(
      Platform platform, @Valid @RequestBody AnnounceBid wish, IdempotencyKey key) {
    return late.attestedAnnouncement(
        wish.parts().stream().map(NewPart::openingId).toList(),
        new Tenant.OfPlatform(platform.platformId()),
        wish.enterpriseId(),
        writes.once(
            key,
            wish,
            BidView.class,
            HttpStatus.CREATED,
            desk.announce(platform.platformId(), wish)));
  }

  /// The bids for a tender.
  @GetMapping
  Mono<List<BidView>> listBids(Caller caller, @RequestParam @NotBlank String tenderId) {
    return desk.list(tenderId, Tenant.of(caller));
  }

  @GetMapping("/{bidId}")
  Mono<BidView> showBid(@PathVariable UUID bidId, Caller caller) {
    return desk.show(bidId, Tenant.of(caller));
  }

  /// Adds a part, or another envelope for a part, which takes the place of the earlier one when it
  /// is sealed.
  @PostMapping("/{bidId}/parts")
  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  Mono<ResponseEntity<BidView>> addPart(
      @PathVariable UUID bidId,
      Platform platform,
      @Valid @RequestBody NewPart part,
      IdempotencyKey key) {
    UUID platformId = platform.platformId();
    Mono<ResponseEntity<BidView>> added =
        writes.once(
            key, part, BidView.class, HttpStatus.CREATED, desk.addPart(bidId, platformId, part));
    return desk.leader(bidId, platformId)
        .flatMap(leader ->
            late.attestedAnnouncement(
                List.of(part.openingId()), new Tenant.OfPlatform(platformId), leader, added));
  }
}
