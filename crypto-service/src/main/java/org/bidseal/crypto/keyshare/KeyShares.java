package org.bidseal.crypto.keyshare;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.keywrapping.WrappedSecret;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Rows of shares. A share lies here wrapped; the database itself wipes it when its bid waits for
/// others no longer.
@Component
public class KeyShares {
  // A share that is here is the recipient's: it was held against its commitment. It is not
  // replaced.
  private static final String KEEP =
      """
      insert into key_share (envelope_id, key_id, person_id, session_id, share)
      values (:envelope, :key, :person, :session, :share)
      on conflict (envelope_id, key_id) do update
         set person_id = excluded.person_id, session_id = excluded.session_id,
             given_at = excluded.given_at, share = excluded.share, job_id = null
       where key_share.share is null
      """;

  private static final String HELD =
      """
      select envelope_id, key_id, share from key_share
       where envelope_id = :envelope and share is not null
       order by given_at, key_id
      """;

  private static final String GIVEN =
      """
      select key_id, person_id, given_at from key_share
       where envelope_id = :envelope and (share is not null or job_id = :job)
       order by given_at, key_id
      """;

  private static final String USED =
      """
      update key_share set job_id = :job where envelope_id = :envelope and share is not null
      """;

  private final DatabaseClient database;

  KeyShares(DatabaseClient database) {
    this.database = database;
  }

  /// Keeps a share that was found good; false if it is held already. The caller has locked the
  /// envelope.
  public Mono<Boolean> keep(HeldShare share, UUID personId, UUID sessionId) {
    return database
        .sql(KEEP)
        .bind("envelope", share.envelopeId())
        .bind("key", share.keyId())
        .bind("person", personId)
        .bind("session", sessionId)
        .bind("share", share.share().encoded())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /// The shares of a bid that wait for others, the first one first.
  public Mono<List<HeldShare>> held(UUID envelopeId) {
    return database
        .sql(HELD)
        .bind("envelope", envelopeId)
        .map((Readable row) -> held(row))
        .all()
        .collectList();
  }

  /// Who has given a share: of those that wait, and of those that led to a decryption.
  ///
  /// @param jobId the decryption, if it has begun
  public Mono<List<GivenShare>> given(UUID envelopeId, @Nullable UUID jobId) {
    return database
        .sql(GIVEN)
        .bind("envelope", envelopeId)
        .bind("job", jobId == null ? Parameters.in(UUID.class) : jobId)
        .map((Readable row) ->
            new GivenShare(
                required(row, "key_id", UUID.class),
                required(row, "person_id", UUID.class),
                required(row, "given_at", Instant.class)))
        .all()
        .collectList();
  }

  /// The shares that wait have led to this job, which the caller begins in the same transaction.
  public Mono<Void> used(UUID envelopeId, UUID jobId) {
    return database.sql(USED).bind("envelope", envelopeId).bind("job", jobId).then();
  }

  private static HeldShare held(Readable row) {
    return new HeldShare(
        required(row, "envelope_id", UUID.class),
        required(row, "key_id", UUID.class),
        WrappedSecret.decode(required(row, "share", byte[].class)));
  }
}
