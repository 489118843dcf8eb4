package org.bidseal.crypto.bidding;

import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.required;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.database.Transactions;
import org.bidseal.outbox.Outbox;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Tells the bidders of a bid that is sealed in part which part they may have forgotten, shortly
/// before its deadline. A part that was taken back, and not begun anew, was not forgotten; a bid of
/// which nothing is sealed may never have been meant.
@Component
@InRole(Role.KEY)
class MissingParts implements Sweep {
  private static final int MOST_AT_ONCE = 500;

  private static final String NOTE =
      """
      with due as (
        select e.bid_id, o.opening_id, o.deadline
          from opening o join envelope e using (opening_id)
         where o.deadline > clock_timestamp()
           and o.deadline <= clock_timestamp() + make_interval(secs => :ahead)
         group by e.bid_id, o.opening_id, o.deadline
        having bool_or(e.sealed_at is null) and not bool_or(bid_stands(e.state))
           and exists (select 1 from envelope s where s.bid_id = e.bid_id and bid_stands(s.state))
           and not exists (select 1 from missing_part_notice n
                            where n.bid_id = e.bid_id and n.opening_id = o.opening_id
                              and n.deadline = o.deadline)
         limit :most),
      noted as (
        insert into missing_part_notice (bid_id, opening_id, deadline)
        select bid_id, opening_id, deadline from due
        on conflict do nothing
        returning bid_id, opening_id, deadline)
      select n.bid_id, n.deadline, o.opening_id, o.platform_id, o.tender_id, o.lot_id, o.stage,
             array(select b.enterprise_id from bidder b
                    where b.bid_id = n.bid_id order by b.position) as bidders
        from noted n join opening o using (opening_id)
      """;

  private final DatabaseClient database;
  private final Transactions transactions;
  private final Outbox outbox;
  private final Duration ahead;

  MissingParts(
      DatabaseClient database,
      Transactions transactions,
      Outbox outbox,
      @Value("${bidseal.crypto.missing-part-notice}") Duration ahead) {
    this.database = database;
    this.transactions = transactions;
    this.outbox = outbox;
    this.ahead = ahead;
  }

  /// Data of `org.bidseal.crypto.bid-part-missing.v1`, for whoever tells the bidders.
  ///
  /// @param openingId of the part that is not sealed
  /// @param deadline until when it can be
  /// @param enterpriseIds who bids: all of them are to be told
  record BidPartMissing(
      UUID bidId,
      UUID platformId,
      String tenderId,
      UUID openingId,
      String lotId,
      Opening.Stage stage,
      Instant deadline,
      List<UUID> enterpriseIds) {
    static final String TYPE = "org.bidseal.crypto.bid-part-missing.v1";
  }

  @Override
  public String name() {
    return "missing-parts";
  }

  @Override
  public Duration interval() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Mono<Void> sweep() {
    return transactions.inTransaction(
        database
            .sql(NOTE)
            .bind("ahead", (double) ahead.toSeconds())
            .bind("most", MOST_AT_ONCE)
            .map((Readable row) -> missing(row))
            .all()
            .collectList()
            .flatMapIterable(all -> all)
            .concatMap(part -> outbox.add(BidPartMissing.TYPE, part.bidId(), part))
            .then());
  }

  private static BidPartMissing missing(Readable row) {
    return new BidPartMissing(
        uuid(row, "bid_id"),
        uuid(row, "platform_id"),
        text(row, "tender_id"),
        uuid(row, "opening_id"),
        text(row, "lot_id"),
        Opening.Stage.valueOf(text(row, "stage")),
        instant(row, "deadline"),
        List.of(required(row, "bidders", UUID[].class)));
  }
}
