package org.bidseal.crypto.decryption.job;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.UUID;
import org.bidseal.keywrapping.WrappedSecret;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The jobs that decrypt, with their wrapped file keys. A job is REQUESTED with its envelope, READY
/// when a worker's replica has heard of it, RUNNING under a lease that the worker renews, and at
/// last DONE or FAILED, without its key.
@Component
public class DecryptionJobs {
  /// How long a worker that gives no sign keeps its job.
  static final Duration LEASE = Duration.ofSeconds(30);

  private static final String INSERT =
      """
      insert into decryption_job (job_id, envelope_id, state, file_key)
      values (:job, :envelope, 'REQUESTED', :key)
      """;

  private static final String READY =
      """
      update decryption_job set state = 'READY' where job_id = :job and state = 'REQUESTED'
      """;

  // A job whose worker's lease ran out is taken again: that worker has crashed, or it will find
  // itself replaced when it finishes.
  private static final String CLAIM =
      """
      update decryption_job
         set state = 'RUNNING', attempts = attempts + 1, lease_owner = :owner,
             lease_until = clock_timestamp() + :lease * interval '1 second'
       where job_id in (select job_id from decryption_job
                         where (state = 'READY' and (lease_until is null
                                                     or lease_until <= clock_timestamp()))
                            or (state = 'RUNNING' and lease_until <= clock_timestamp())
                         order by requested_at limit :most for update skip locked)
      returning job_id, envelope_id, file_key, attempts
      """;

  private static final String RENEW =
      """
      update decryption_job
         set lease_until = clock_timestamp() + :lease * interval '1 second'
       where job_id = :job and lease_owner = :owner and state = 'RUNNING'
      """;

  private static final String PUT_BACK =
      """
      update decryption_job
         set state = 'READY', lease_owner = null,
             lease_until = clock_timestamp() + :pause * interval '1 second'
       where job_id = :job and lease_owner = :owner and state = 'RUNNING'
      """;

  private static final String FINISH =
      """
      update decryption_job
         set state = :state, failure = :failure, file_key = null, lease_owner = null,
             lease_until = null, finished_at = clock_timestamp()
       where job_id = :job and lease_owner = :owner and state = 'RUNNING'
      """;

  private final DatabaseClient database;

  DecryptionJobs(DatabaseClient database) {
    this.database = database;
  }

  /// A job that this worker owns until its lease ends.
  record Claimed(UUID jobId, UUID envelopeId, WrappedSecret fileKey, int attempts) {}

  /// Adds a job in the transaction that begins the decryption.
  public Mono<Void> insert(UUID jobId, UUID envelopeId, WrappedSecret fileKey) {
    return database
        .sql(INSERT)
        .bind("job", jobId)
        .bind("envelope", envelopeId)
        .bind("key", fileKey.encoded())
        .then();
  }

  Mono<Void> ready(UUID jobId) {
    return database.sql(READY).bind("job", jobId).then();
  }

  Flux<Claimed> claim(UUID owner, int most) {
    return database
        .sql(CLAIM)
        .bind("owner", owner)
        .bind("lease", LEASE.toSeconds())
        .bind("most", most)
        .map((Readable row) -> claimed(row))
        .all();
  }

  /// Renews the lease; false if it was lost.
  Mono<Boolean> renew(UUID jobId, UUID owner) {
    return database
        .sql(RENEW)
        .bind("lease", LEASE.toSeconds())
        .bind("job", jobId)
        .bind("owner", owner)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /// Gives the job back, to be tried again after a pause; nothing happens if the lease was lost.
  Mono<Void> putBack(UUID jobId, UUID owner, Duration pause) {
    return database
        .sql(PUT_BACK)
        .bind("pause", pause.toSeconds())
        .bind("job", jobId)
        .bind("owner", owner)
        .then();
  }

  /// Ends the job and destroys its key; false if the lease was lost.
  Mono<Boolean> finish(UUID jobId, UUID owner, JobEnd end) {
    var statement =
        database.sql(FINISH).bind("state", end.state()).bind("job", jobId).bind("owner", owner);
    return (end.failure() == null
            ? statement.bindNull("failure", String.class)
            : statement.bind("failure", end.failure()))
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  private static Claimed claimed(Readable row) {
    return new Claimed(
        required(row, "job_id", UUID.class),
        required(row, "envelope_id", UUID.class),
        WrappedSecret.decode(required(row, "file_key", byte[].class)),
        required(row, "attempts", Integer.class));
  }
}
