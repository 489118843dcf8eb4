package org.bidseal.crypto.bidding;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bidseal.crypto.bidding.BidRequests.AnnounceBid;
import org.bidseal.crypto.bidding.BidRequests.BidAnnounced;
import org.bidseal.crypto.bidding.BidRequests.NewPart;
import org.bidseal.crypto.bidding.Bids.Bid;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.BidProblem;
import org.bidseal.identityview.Enterprises;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What platforms do with bids. Methods that write run in the caller's transaction: a bid is
/// announced with all its parts, or not at all.
@Service
class BidDesk {
  private final Bids bids;
  private final Announcements announcements;
  private final BidRows rows;
  private final Enterprises enterprises;
  private final Outbox outbox;
  private final Ids ids;

  BidDesk(
      Bids bids,
      Announcements announcements,
      BidRows rows,
      Enterprises enterprises,
      Outbox outbox,
      Ids ids) {
    this.bids = bids;
    this.announcements = announcements;
    this.rows = rows;
    this.enterprises = enterprises;
    this.outbox = outbox;
    this.ids = ids;
  }

  Mono<BidView> announce(UUID platformId, AnnounceBid wish) {
    return Mono.fromSupplier(() -> bid(platformId, wish))
        .delayUntil(bid -> checkKnown(bid.bidders()))
        .delayUntil(bids::insert)
        .delayUntil(bid ->
            Flux.fromIterable(wish.parts())
                .concatMap(part -> announcements.announce(bid, part))
                .then())
        .delayUntil(bid -> tell(bid, wish.parts()))
        .flatMap(bid -> show(bid.bidId(), new Tenant.OfPlatform(platformId)));
  }

  Mono<BidView> addPart(UUID bidId, UUID platformId, NewPart part) {
    return get(bidId, platformId)
        .flatMap(bid -> announcements.announce(bid, part))
        .then(Mono.defer(() -> show(bidId, new Tenant.OfPlatform(platformId))));
  }

  /// The enterprise that leads the bidders.
  Mono<UUID> leader(UUID bidId, UUID platformId) {
    return get(bidId, platformId).map(bid -> bid.bidders().leader());
  }

  private Mono<Bid> get(UUID bidId, UUID platformId) {
    return bids.find(bidId, platformId).switchIfEmpty(Mono.error(() -> notFound(bidId)));
  }

  Mono<BidView> show(UUID bidId, Tenant tenant) {
    return rows.find(bidId, tenant).switchIfEmpty(Mono.error(() -> notFound(bidId)));
  }

  Mono<List<BidView>> list(String tenderId, Tenant tenant) {
    return rows.ofTender(tenderId, tenant).collectList();
  }

  private Bid bid(UUID platformId, AnnounceBid wish) {
    List<UUID> named = wish.members();
    List<UUID> members = named == null ? List.of() : named;
    Bidders.namedTwice(wish.enterpriseId(), members)
        .ifPresent(enterprise -> {
          throw new ProblemException(
                  BidProblem.BIDDER_NAMED_TWICE, "Named twice: enterprise " + enterprise + ".")
              .with("enterpriseId", enterprise);
        });
    checkOpeningsOnce(wish.parts());
    return new Bid(
        ids.next(), platformId, wish.tenderId(), new Bidders(wish.enterpriseId(), members));
  }

  private static void checkOpeningsOnce(List<NewPart> parts) {
    Set<UUID> seen = new HashSet<>();
    parts.stream()
        .map(NewPart::openingId)
        .filter(opening -> !seen.add(opening))
        .findFirst()
        .ifPresent(opening -> {
          throw new ProblemException(
                  BidProblem.PART_NAMED_TWICE, "Named twice: opening " + opening + ".")
              .with("openingId", opening);
        });
  }

  private Mono<Void> checkKnown(Bidders bidders) {
    return Flux.fromIterable(bidders.all())
        .concatMap(enterprise ->
            enterprises.find(enterprise).switchIfEmpty(Mono.error(() -> unknown(enterprise))))
        .then();
  }

  private Mono<Void> tell(Bid bid, List<NewPart> parts) {
    return outbox.add(
        BidAnnounced.TYPE,
        bid.bidId(),
        new BidAnnounced(
            bid.bidId(),
            bid.platformId(),
            bid.tenderId(),
            bid.bidders().leader(),
            bid.bidders().members(),
            parts.stream().map(NewPart::openingId).toList()));
  }

  private static ProblemException unknown(UUID enterpriseId) {
    return new ProblemException(
            BidProblem.ENTERPRISE_UNKNOWN, "No certified enterprise " + enterpriseId + ".")
        .with("enterpriseId", enterpriseId);
  }

  private static ProblemException notFound(UUID bidId) {
    return new ProblemException(BidProblem.BID_NOT_FOUND, "No bid " + bidId + ".");
  }
}
