package org.bidseal.crypto.record;

import static org.bidseal.database.Columns.flag;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/// What an OCDS release says of an opening besides its times.
@Component
class OcdsRows {
  private static final String BIDS =
      """
      select e.bid_id, e.envelope_id, e.sealed_at, b.enterprise_id,
             coalesce(n.name, b.enterprise_id::text) as name, coalesce(n.uscc, '') as uscc,
             e.state in ('RETRACTED', 'WITHDRAWN', 'RECALLED') as withdrawn
        from (select distinct on (bid_id) * from envelope
               where opening_id = :opening and sealed_at is not null and superseded_by is null
               order by bid_id, state = 'RETRACTED', sealed_at desc) e
        join bidder b using (bid_id)
        left join enterprise n on n.enterprise_id = b.enterprise_id
       order by e.sealed_at, e.envelope_id, b.position
      """;

  private static final String CHANGES =
      """
      select rescheduled_at, reason, previous_deadline, deadline
        from opening_rescheduling where opening_id = :opening order by rescheduled_at
      """;

  private final DatabaseClient database;

  OcdsRows(DatabaseClient database) {
    this.database = database;
  }

  /// A bid that counts, and one of its bidders: the leader first, then a row for each member.
  ///
  /// @param withdrawn taken back by its bidder, or judged to count as that
  /// @param uscc empty if identity-service has not told of the enterprise yet
  record BidRow(
      UUID bidId,
      UUID envelopeId,
      Instant sealedAt,
      UUID enterpriseId,
      String name,
      String uscc,
      boolean withdrawn) {}

  /// A change of the opening's times.
  record ChangeRow(Instant at, String reason, Instant previousDeadline, Instant deadline) {}

  Flux<BidRow> bids(UUID openingId) {
    return database
        .sql(BIDS)
        .bind("opening", openingId)
        .map(row ->
            new BidRow(
                uuid(row, "bid_id"),
                uuid(row, "envelope_id"),
                instant(row, "sealed_at"),
                uuid(row, "enterprise_id"),
                text(row, "name"),
                text(row, "uscc"),
                flag(row, "withdrawn")))
        .all();
  }

  Flux<ChangeRow> changes(UUID openingId) {
    return database
        .sql(CHANGES)
        .bind("opening", openingId)
        .map(row ->
            new ChangeRow(
                instant(row, "rescheduled_at"),
                text(row, "reason"),
                instant(row, "previous_deadline"),
                instant(row, "deadline")))
        .all();
  }
}
