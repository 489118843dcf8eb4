package org.bidseal.crypto.rehearsal;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Rows of rehearsals. Whether the opening's time has come is the database's word.
@Component
public class Rehearsals {
  private static final String MAKE_ROOM =
      """
      delete from rehearsal r
       where r.envelope_id = :envelope and r.key_id = :key and r.person_id = :person
         and (r.finished_at is null
              or exists (select 1 from rehearsal later
                          where later.envelope_id = r.envelope_id and later.key_id = r.key_id
                            and later.person_id = r.person_id
                            and later.finished_at > r.finished_at))
      """;

  private static final String BEGIN =
      """
      insert into rehearsal (rehearsal_id, envelope_id, key_id, person_id, session_id, canary,
                             answer_sm3, certificate_in_force)
      select :id, e.envelope_id, :key, :person, :session, :canary, :answer, :inForce
        from envelope e join opening o using (opening_id)
       where e.envelope_id = :envelope and e.state = 'SEALED' and clock_timestamp() < o.opens_at
      """;

  private static final String FIND =
      """
      select r.* from rehearsal r join envelope e using (envelope_id)
                                  join opening o on o.opening_id = e.opening_id
       where r.rehearsal_id = :id and r.person_id = :person and r.finished_at is null
         and e.state = 'SEALED' and clock_timestamp() < o.opens_at
      """;

  private static final String FINISH =
      """
      update rehearsal set finished_at = clock_timestamp(), passed = :passed, reason = :reason
       where rehearsal_id = :id and finished_at is null
      returning finished_at
      """;

  private static final String RESULTS =
      """
      select distinct on (key_id, person_id) *,
             greatest(0, extract(epoch from clock_timestamp() - finished_at))::bigint as age
        from rehearsal
       where envelope_id = :envelope and finished_at is not null
       order by key_id, person_id, finished_at desc
      """;

  private final DatabaseClient database;

  Rehearsals(DatabaseClient database) {
    this.database = database;
  }

  /// Begins a rehearsal; false unless the bid is sealed and its opening has not come.
  Mono<Boolean> begin(Rehearsal rehearsal) {
    return database
        .sql(MAKE_ROOM)
        .bind("envelope", rehearsal.envelopeId())
        .bind("key", rehearsal.keyId())
        .bind("person", rehearsal.personId())
        .fetch()
        .rowsUpdated()
        .then(
            database
                .sql(BEGIN)
                .bind("id", rehearsal.rehearsalId())
                .bind("envelope", rehearsal.envelopeId())
                .bind("key", rehearsal.keyId())
                .bind("person", rehearsal.personId())
                .bind("session", rehearsal.sessionId())
                .bind("canary", rehearsal.canary().bytes())
                .bind("answer", rehearsal.answer().hex())
                .bind("inForce", rehearsal.certificateInForce())
                .fetch()
                .rowsUpdated())
        .map(rows -> rows == 1);
  }

  /// This person's rehearsal that goes on; empty if there is none, or its bid's opening has come.
  Mono<Rehearsal> find(UUID rehearsalId, UUID personId) {
    return database
        .sql(FIND)
        .bind("id", rehearsalId)
        .bind("person", personId)
        .map((Readable row) -> rehearsal(row))
        .one();
  }

  /// Ends a rehearsal that goes on, at the instant answered; empty if it has ended.
  ///
  /// @param reason null if it passed
  Mono<Instant> finish(UUID rehearsalId, @Nullable String reason) {
    return database
        .sql(FINISH)
        .bind("id", rehearsalId)
        .bind("passed", reason == null)
        .bind("reason", reason == null ? Parameters.in(String.class) : reason)
        .mapValue(Instant.class)
        .one();
  }

  /// The latest result of each person with each recipient's key. The caller has checked that the
  /// envelope may be shown.
  public Mono<List<RehearsalResult>> results(UUID envelopeId) {
    return database
        .sql(RESULTS)
        .bind("envelope", envelopeId)
        .map((Readable row) ->
            new RehearsalResult(
                required(row, "key_id", UUID.class),
                required(row, "person_id", UUID.class),
                required(row, "passed", Boolean.class),
                row.get("reason", String.class),
                required(row, "certificate_in_force", Boolean.class),
                required(row, "finished_at", Instant.class),
                required(row, "age", Long.class)))
        .all()
        .collectList();
  }

  private static Rehearsal rehearsal(Readable row) {
    return new Rehearsal(
        required(row, "rehearsal_id", UUID.class),
        required(row, "envelope_id", UUID.class),
        required(row, "key_id", UUID.class),
        required(row, "person_id", UUID.class),
        required(row, "session_id", UUID.class),
        Octets.of(required(row, "canary", byte[].class)),
        Sm3Hash.ofHex(required(row, "answer_sm3", String.class)),
        required(row, "certificate_in_force", Boolean.class));
  }
}
