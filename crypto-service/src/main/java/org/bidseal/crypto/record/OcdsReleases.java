package org.bidseal.crypto.record;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.chain.ChainHead;
import org.bidseal.crypto.chain.OpeningChain;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.record.OcdsPackage.Amendment;
import org.bidseal.crypto.record.OcdsPackage.Bid;
import org.bidseal.crypto.record.OcdsPackage.Bids;
import org.bidseal.crypto.record.OcdsPackage.Identifier;
import org.bidseal.crypto.record.OcdsPackage.Named;
import org.bidseal.crypto.record.OcdsPackage.Party;
import org.bidseal.crypto.record.OcdsPackage.Period;
import org.bidseal.crypto.record.OcdsPackage.Reference;
import org.bidseal.crypto.record.OcdsPackage.Release;
import org.bidseal.crypto.record.OcdsPackage.SealedDocument;
import org.bidseal.crypto.record.OcdsPackage.Statistic;
import org.bidseal.crypto.record.OcdsPackage.Tender;
import org.bidseal.crypto.record.OcdsRows.BidRow;
import org.bidseal.crypto.record.OcdsRows.ChangeRow;
import org.bidseal.database.Transactions;
import org.bidseal.identityview.Platforms;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Makes OCDS releases of openings, for whom and from when on as the opening record.
@Service
class OcdsReleases {
  /// China's register of enterprises in the list of org-id.guide.
  private static final String REGISTER = "CN-SAIC";

  private final Openings openings;
  private final OpeningChain chain;
  private final OcdsRows rows;
  private final Platforms platforms;
  private final Transactions transactions;
  private final String prefix;

  OcdsReleases(
      Openings openings,
      OpeningChain chain,
      OcdsRows rows,
      Platforms platforms,
      Transactions transactions,
      @Value("${bidseal.crypto.ocid-prefix}") String prefix) {
    this.openings = openings;
    this.chain = chain;
    this.rows = rows;
    this.platforms = platforms;
    this.transactions = transactions;
    this.prefix = prefix;
  }

  /// All that a release is made of, read at one moment.
  private record Facts(
      Opening opening,
      ChainHead head,
      String publisher,
      List<BidRow> bids,
      List<ChangeRow> changes) {}

  /// The release of an opening as it is now.
  ///
  /// @throws org.bidseal.problem.ProblemException (as the Mono's error) OPENING_NOT_OPEN before its
  ///   time
  Mono<OcdsPackage> make(UUID openingId, Tenant tenant) {
    return openings
        .get(openingId, tenant)
        .doOnNext(OpeningRecords::checkOpened)
        .flatMap(read -> facts(read.opening()).as(transactions::onSnapshot))
        .map(this::release);
  }

  private Mono<Facts> facts(Opening opening) {
    UUID openingId = opening.openingId();
    return chain
        .head(openingId)
        .zipWhen(_ -> publisher(opening))
        .zipWhen(_ -> rows.bids(openingId).collectList())
        .zipWhen(_ -> rows.changes(openingId).collectList())
        .map(all ->
            new Facts(
                opening,
                all.getT1().getT1().getT1(),
                all.getT1().getT1().getT2(),
                all.getT1().getT2(),
                all.getT2()));
  }

  private Mono<String> publisher(Opening opening) {
    return platforms
        .find(opening.platformId())
        .map(platform -> platform.name())
        .defaultIfEmpty(opening.platformId().toString());
  }

  private OcdsPackage release(Facts facts) {
    Opening opening = facts.opening();
    String id = opening.openingId() + "-" + facts.head().entries();
    Release release =
        new Release(
            String.join(
                "-", prefix, opening.platformId().toString(), opening.tenderId(), opening.lotId()),
            id,
            facts.head().lastAt(),
            List.of("tender"),
            "tender",
            facts.bids().stream().map(OcdsReleases::party).distinct().toList(),
            tender(facts),
            bids(facts));
    return new OcdsPackage(
        "urn:bidseal:ocds:" + id,
        OcdsPackage.VERSION,
        OcdsPackage.EXTENSIONS,
        facts.head().lastAt(),
        new Named(facts.publisher()),
        List.of(release));
  }

  private static Tender tender(Facts facts) {
    Opening opening = facts.opening();
    List<Reference> tenderers =
        facts.bids().stream().map(OcdsReleases::reference).distinct().toList();
    return new Tender(
        opening.tenderId(),
        opening.name(),
        "Stage " + opening.stage(),
        "active",
        new Period(opening.registeredAt(), opening.deadline()),
        tenderers.size(),
        tenderers,
        facts.changes().stream().map(OcdsReleases::amendment).toList());
  }

  private static Bids bids(Facts facts) {
    Opening opening = facts.opening();
    Map<UUID, List<BidRow>> bids =
        facts.bids().stream().collect(groupingBy(BidRow::bidId, LinkedHashMap::new, toList()));
    return new Bids(
        List.of(new Statistic("bids", "bids", bids.size(), opening.lotId())),
        bids.values().stream().map(bid -> bid(bid, opening)).toList());
  }

  private static Bid bid(List<BidRow> bidders, Opening opening) {
    BidRow leader = bidders.getFirst();
    return new Bid(
        leader.bidId(),
        leader.sealedAt(),
        leader.withdrawn() ? "withdrawn" : "pending",
        bidders.stream().map(OcdsReleases::reference).toList(),
        List.of(new SealedDocument(leader.envelopeId(), "Stage " + opening.stage())));
  }

  private static Amendment amendment(ChangeRow change) {
    return new Amendment(
        change.at().toString(),
        change.at(),
        change.reason(),
        "Deadline " + change.previousDeadline() + " -> " + change.deadline());
  }

  private static Party party(BidRow bid) {
    return new Party(
        bid.enterpriseId(),
        bid.name(),
        new Identifier(REGISTER, bid.uscc(), bid.name()),
        List.of("tenderer"));
  }

  private static Reference reference(BidRow bid) {
    return new Reference(bid.enterpriseId(), bid.name());
  }
}
