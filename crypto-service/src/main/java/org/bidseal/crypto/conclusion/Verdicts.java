package org.bidseal.crypto.conclusion;

import static org.bidseal.database.Columns.flag;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.nullable;
import static org.bidseal.database.Columns.required;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.conclusion.ConclusionRequests.DecidedBy;
import org.bidseal.crypto.conclusion.ConclusionRequests.VerdictView;
import org.bidseal.crypto.envelope.Envelope.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Rows of verdicts; the latest of an envelope counts, the others stay.
@Component
class Verdicts {
  private static final String INSERT =
      """
      insert into bid_verdict (envelope_id, outcome, reason, fault, basis, decided_by,
                               platform_reason)
      values (:envelope, :outcome, :reason, :fault, :basis, :by, :platformReason)
      """;

  private static final String SELECT =
      """
      select distinct on (v.envelope_id) v.*, e.enterprise_id,
             v.decided_by = 'PLATFORM'
               and (v.fault = 'BIDDER') <> (v.outcome = 'WITHDRAWN')
               and v.fault <> 'UNDECIDED' as overruled
        from bid_verdict v join envelope e using (envelope_id)
      """;

  private static final String CERTIFICATES_REVOKED =
      """
      select count(*) > 0 and bool_and(coalesce(c.state = 'REVOKED', false)) as revoked
        from envelope_recipient r left join certificate c using (certificate_id)
       where r.envelope_id = :envelope
      """;

  private final DatabaseClient database;

  Verdicts(DatabaseClient database) {
    this.database = database;
  }

  /// Adds a verdict.
  ///
  /// @param platformReason null if this service decided
  Mono<Void> insert(
      UUID envelopeId, Finding finding, Outcome outcome, @Nullable String platformReason) {
    var insert =
        database
            .sql(INSERT)
            .bind("envelope", envelopeId)
            .bind("outcome", outcome.name())
            .bind("reason", finding.reason().name())
            .bind("fault", finding.fault().name())
            .bind("basis", finding.basis().toArray(UUID[]::new))
            .bind("by", (platformReason == null ? DecidedBy.SERVICE : DecidedBy.PLATFORM).name());
    return nullable(insert, "platformReason", platformReason, String.class).then();
  }

  /// The verdict that counts.
  Mono<VerdictView> find(UUID envelopeId) {
    return database
        .sql(SELECT + "where v.envelope_id = :envelope order by v.envelope_id, v.decided_at desc")
        .bind("envelope", envelopeId)
        .map((Readable row) -> verdict(row))
        .one();
  }

  /// The verdicts that count, of all bids of an opening.
  Flux<VerdictView> ofOpening(UUID openingId) {
    return database
        .sql(SELECT + "where e.opening_id = :opening order by v.envelope_id, v.decided_at desc")
        .bind("opening", openingId)
        .map((Readable row) -> verdict(row))
        .all();
  }

  /// Whether no recipient has a certificate that is not revoked.
  Mono<Boolean> certificatesRevoked(UUID envelopeId) {
    return database
        .sql(CERTIFICATES_REVOKED)
        .bind("envelope", envelopeId)
        .map(row -> flag(row, "revoked"))
        .one();
  }

  private static VerdictView verdict(Readable row) {
    return new VerdictView(
        uuid(row, "envelope_id"),
        uuid(row, "enterprise_id"),
        Outcome.valueOf(text(row, "outcome")),
        Reason.valueOf(text(row, "reason")),
        Fault.valueOf(text(row, "fault")),
        List.of(required(row, "basis", UUID[].class)),
        DecidedBy.valueOf(text(row, "decided_by")),
        row.get("platform_reason", String.class),
        flag(row, "overruled"),
        instant(row, "decided_at"));
  }
}
