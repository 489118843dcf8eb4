package org.bidseal.crypto.bidding;

import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.problem.BidProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// All bids, and what holds among them.
@Component
public class Bids {
  private static final String INSERT =
      """
      with made as (
        insert into bid (bid_id, platform_id, tender_id) values (:bid, :platform, :tender)
        returning bid_id)
      insert into bidder (bid_id, position, enterprise_id)
      select bid_id, n - 1, enterprise from made, unnest(:enterprises) with ordinality as t (enterprise, n)
      """;

  /// In the order of the keys: two bids with enterprises in common wait for one another, and not
  /// each for the other.
  private static final String LOCK_LOT =
      """
      select pg_advisory_xact_lock(key)::text
        from (select lot_of_bidder(o.platform_id, o.tender_id, o.lot_id, b.enterprise_id) as key
                from opening o, bidder b
               where o.opening_id = :opening and b.bid_id = :bid
               order by 1) locks
      """;

  private static final String IN_OTHER_BIDS =
      """
      select distinct mine.enterprise_id
        from bidder mine
        join bidder theirs on theirs.enterprise_id = mine.enterprise_id
                          and theirs.bid_id <> mine.bid_id
        join envelope e on e.bid_id = theirs.bid_id and bid_stands(e.state)
        join opening o on o.opening_id = e.opening_id
        join opening this on this.platform_id = o.platform_id and this.tender_id = o.tender_id
                         and this.lot_id = o.lot_id
       where mine.bid_id = :bid and this.opening_id = :opening
       order by 1
      """;

  private static final String KEY_HOLDERS =
      """
      select distinct p.person_id, p.enterprise_id
        from envelope e
        join envelope_recipient r using (envelope_id)
        join certificate c using (certificate_id)
        join bid_person p on p.bid_id = e.bid_id and p.enterprise_id = c.enterprise_id
       where e.envelope_id = :envelope and p.enterprise_id <> e.enterprise_id
         and (p.person_id = r.person_id
              or exists (select 1 from holding h
                          where h.key_id = r.key_id and h.person_id = p.person_id
                            and h.state <> 'STALE'))
       order by 1, 2
      """;

  private final DatabaseClient database;

  Bids(DatabaseClient database) {
    this.database = database;
  }

  /// A person, and the enterprise for which he acts.
  public record KeyHolder(UUID personId, UUID enterpriseId) {}

  /// Of which platform and tender a bid is, and who bids.
  record Bid(UUID bidId, UUID platformId, String tenderId, Bidders bidders) {}

  Mono<Void> insert(Bid bid) {
    return database
        .sql(INSERT)
        .bind("bid", bid.bidId())
        .bind("platform", bid.platformId())
        .bind("tender", bid.tenderId())
        .bind("enterprises", bid.bidders().all().toArray(UUID[]::new))
        .then();
  }

  /// A platform's bid; empty if it has none of this id.
  Mono<Bid> find(UUID bidId, UUID platformId) {
    return database
        .sql("select * from bid where bid_id = :bid and platform_id = :platform")
        .bind("bid", bidId)
        .bind("platform", platformId)
        .map(row -> text(row, "tender_id"))
        .one()
        .flatMap(
            tender -> bidders(bidId).map(bidders -> new Bid(bidId, platformId, tender, bidders)));
  }

  /// Who bids.
  public Mono<Bidders> bidders(UUID bidId) {
    return database
        .sql("select enterprise_id from bidder where bid_id = :bid order by position")
        .bind("bid", bidId)
        .mapValue(UUID.class)
        .all()
        .collectList()
        .filter(all -> !all.isEmpty())
        .map(all -> new Bidders(all.getFirst(), all.subList(1, all.size())));
  }

  /// The bid that the enterprise alone has in the opening's lot; a new one if it has none.
  Mono<UUID> ofLot(UUID openingId, UUID enterpriseId) {
    return database
        .sql("select bid_of_lot(:opening, :enterprise) as bid_id")
        .bind("opening", openingId)
        .bind("enterprise", enterpriseId)
        .map(row -> uuid(row, "bid_id"))
        .one();
  }

  /// Lets the bid be the only one of each of its enterprises in the opening's lot, from now until
  /// the transaction ends. Asked when an envelope is sealed: what was only announced, or was taken
  /// back, is no bid and stands in nobody's way (招标投标法实施条例 第三十七条).
  ///
  /// @throws ProblemException (as the Mono's error) {@link BidProblem#ENTERPRISE_IN_TWO_BIDS}
  public Mono<Void> claimLot(UUID bidId, UUID openingId) {
    return database
        .sql(LOCK_LOT)
        .bind("opening", openingId)
        .bind("bid", bidId)
        .then()
        .thenMany(
            database
                .sql(IN_OTHER_BIDS)
                .bind("opening", openingId)
                .bind("bid", bidId)
                .mapValue(UUID.class)
                .all())
        .collectList()
        .flatMap(busy -> busy.isEmpty() ? Mono.empty() : Mono.error(inTwoBids(busy)));
  }

  /// The people who can open an envelope for a member of the consortium, not for its leader: who
  /// holds the key of a recipient of that member. They act for it now.
  public Flux<KeyHolder> keyHoldersOfMembers(UUID envelopeId) {
    return database
        .sql(KEY_HOLDERS)
        .bind("envelope", envelopeId)
        .map(row -> new KeyHolder(uuid(row, "person_id"), uuid(row, "enterprise_id")))
        .all();
  }

  private static ProblemException inTwoBids(List<UUID> enterprises) {
    return new ProblemException(
            BidProblem.ENTERPRISE_IN_TWO_BIDS,
            "Sealed in another bid for the same lot: " + enterprises)
        .with("enterpriseIds", enterprises);
  }
}
