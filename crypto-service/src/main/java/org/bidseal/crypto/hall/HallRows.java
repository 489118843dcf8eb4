package org.bidseal.crypto.hall;

import static org.bidseal.database.Columns.count;
import static org.bidseal.database.Columns.flag;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.required;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bidseal.crypto.conclusion.Fault;
import org.bidseal.crypto.conclusion.Judgement;
import org.bidseal.crypto.conclusion.Reason;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.timeline.FactKind;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Reads the hall.
@Component
class HallRows {
  /// One statement, and so one snapshot, for the opening, its bids and their latest obstacles.
  private static final String LOOK =
      """
      select o.*, clock_timestamp() as read_at, pg_current_snapshot()::text as snapshot,
             o.changed_in as opening_changed_in,
             e.envelope_id, e.bid_id, e.enterprise_id, e.file_name, e.state, e.sealed_at, e.opened_at,
             e.threshold,
             (select count(*) from key_share s
               where s.envelope_id = e.envelope_id and s.share is not null) as shares_given,
             array(select b.enterprise_id from bidder b
                    where b.bid_id = e.bid_id and b.position > 0 order by b.position) as members,
             greatest(e.changed_in, coalesce(t.changed_in, 0)) as bid_changed_in,
             coalesce(t.refusals, 0) as refusals,
             exists (select 1 from bid_to_confirm b where b.envelope_id = e.envelope_id)
               as needs_confirmation,
             last.kind as last_kind, last.detail as last_detail,
             v.reason as verdict_reason, v.fault as verdict_fault
        from opening o
        left join envelope e on e.opening_id = o.opening_id and e.sealed_at is not null
        left join lateral (
          select max(recorded_in) as changed_in,
                 count(*) filter (where kind in ('ATTEMPT_REFUSED', 'SERVICE_ERROR', 'FAILED'))
                   as refusals
            from timeline_entry where envelope_id = e.envelope_id) t on true
        left join lateral (
          select kind, detail from timeline_entry
           where envelope_id = e.envelope_id and at >= o.opens_at
             and (kind in ('ATTEMPT_REFUSED', 'SERVICE_ERROR', 'FAILED', 'SESSION_FAILED',
                          'SHARES_CONTRADICT')
                  or kind = 'REQUEST_CUT' and detail = 'DEADLINE')
           order by at desc, entry_id limit 1) last on e.state in ('SEALED', 'FAILED')
        left join lateral (
          select reason, fault from bid_verdict
           where envelope_id = e.envelope_id
           order by decided_at desc limit 1) v on e.state in ('WITHDRAWN', 'RECALLED')
       where o.opening_id = :opening
       order by e.sealed_at, e.envelope_id
      """;

  private final DatabaseClient database;

  HallRows(DatabaseClient database) {
    this.database = database;
  }

  private record Line(
      OpeningNow opening, String snapshot, long changedIn, HallSnapshot.@Nullable Bid bid) {}

  /// A look at an opening that is there.
  Mono<HallSnapshot> look(UUID openingId) {
    return database
        .sql(LOOK)
        .bind("opening", openingId)
        .map((Readable row) -> line(row))
        .all()
        .collectList()
        .filter(lines -> !lines.isEmpty())
        .map(HallRows::snapshot);
  }

  /// The enterprises that a person is a member of.
  Mono<Set<UUID>> enterprisesOf(UUID personId) {
    return database
        .sql("select enterprise_id from member where person_id = :person")
        .bind("person", personId)
        .mapValue(UUID.class)
        .all()
        .collect(HashSet::new, Set::add);
  }

  private static HallSnapshot snapshot(List<Line> lines) {
    Line first = lines.getFirst();
    return new HallSnapshot(
        first.opening(),
        first.snapshot(),
        first.changedIn(),
        lines.stream().map(Line::bid).filter(Objects::nonNull).toList(),
        Map.of());
  }

  private static Line line(Readable row) {
    OpeningNow opening = Openings.read(row);
    return new Line(
        opening,
        text(row, "snapshot"),
        count(row, "opening_changed_in"),
        row.get("envelope_id") == null ? null : bid(row, opening));
  }

  private static HallSnapshot.Bid bid(Readable row, OpeningNow opening) {
    Envelope.State state = Envelope.State.valueOf(text(row, "state"));
    Optional<Reason> reason = reason(row, state, opening);
    String fault = row.get("verdict_fault", String.class);
    return new HallSnapshot.Bid(
        uuid(row, "envelope_id"),
        uuid(row, "bid_id"),
        uuid(row, "enterprise_id"),
        List.of(required(row, "members", UUID[].class)),
        text(row, "file_name"),
        state,
        instant(row, "sealed_at"),
        flag(row, "needs_confirmation"),
        row.get("opened_at", Instant.class),
        count(row, "refusals"),
        reason.orElse(null),
        fault == null ? reason.map(Reason::fault).orElse(null) : Fault.valueOf(fault),
        row.get("threshold", Integer.class),
        count(row, "shares_given"),
        count(row, "bid_changed_in"));
  }

  private static Optional<Reason> reason(Readable row, Envelope.State state, OpeningNow opening) {
    return switch (state) {
      case WITHDRAWN, RECALLED ->
          Optional.ofNullable(row.get("verdict_reason", String.class)).map(Reason::valueOf);
      case DECRYPTING ->
          opening.now().isBefore(opening.opening().windowEndsAt())
              ? Optional.empty()
              : Optional.of(Reason.QUEUE_NOT_REACHED);
      case SEALED, FAILED ->
          Optional.ofNullable(row.get("last_kind", String.class))
              .flatMap(kind ->
                  Judgement.soFar(FactKind.valueOf(kind), row.get("last_detail", String.class)));
      default -> Optional.empty();
    };
  }
}
