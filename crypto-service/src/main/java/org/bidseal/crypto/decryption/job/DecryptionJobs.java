package org.bidseal.crypto.decryption.job;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.UUID;
import org.bidseal.crypto.decryption.run.Checkpoint;
import org.bidseal.crypto.decryption.run.DecryptionProperties;
import org.bidseal.crypto.decryption.run.RunState;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.evidence.TreeState;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The jobs that decrypt, with their wrapped file keys. A job is REQUESTED with its envelope, READY
/// when a worker's replica has heard of it and it has its turn in the fair order, RUNNING under a
/// lease that the worker renews, and at last DONE or FAILED, without its key.
///
/// The order is start-time fair queueing over openings (docs/adr/0010-fair-lanes.md): a job's turn
/// is where its opening's last job ended, or where the queue stands now if that is later; whoever
/// looks for work takes the lowest turn.
@Component
public class DecryptionJobs {
  /// After so long a job is made ready though Kafka has not brought it.
  private static final Duration OVERDUE = Duration.ofSeconds(30);

  private static final String INSERT =
      """
      insert into decryption_job (job_id, envelope_id, state, file_key)
      values (:job, :envelope, 'REQUESTED', :key)
      """;

  private static final String READY =
      """
      with job as (
        select e.opening_id, e.file_size + 1048576 as cost
          from decryption_job j join envelope e using (envelope_id)
         where j.job_id = :job and j.state = 'REQUESTED'
      ), present as (
        select coalesce((select min(turn) from decryption_job
                          where state in ('READY', 'RUNNING') and turn is not null),
                        (select max(turn + cost) from decryption_lane), 0) as turn
      ), lane as (
        insert into decryption_lane (opening_id, turn, cost)
        select job.opening_id, present.turn, job.cost from job, present
        on conflict (opening_id) do update
           set turn = greatest(decryption_lane.turn + decryption_lane.cost, excluded.turn),
               cost = excluded.cost
        returning turn
      )
      update decryption_job set state = 'READY', turn = lane.turn
        from lane
       where job_id = :job and state = 'REQUESTED'
      """;

  private static final String OVERDUE_JOBS =
      """
      select job_id from decryption_job
       where state = 'REQUESTED'
         and requested_at < clock_timestamp() - :overdue * interval '1 second'
       order by requested_at limit 50
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
                         order by turn nulls first, requested_at limit :most for update skip locked)
      returning job_id, envelope_id, file_key, attempts, checkpoint_tree, checkpoint_draft
      """;

  private static final String RENEW =
      """
      update decryption_job
         set lease_until = clock_timestamp() + :lease * interval '1 second', done = :done,
             checkpoint_tree = coalesce(:tree, checkpoint_tree),
             checkpoint_draft = coalesce(:draft, checkpoint_draft)
       where job_id = :job and lease_owner = :owner and state = 'RUNNING'
      """;

  private static final String PUT_BACK =
      """
      update decryption_job
         set state = 'READY', lease_owner = null, attempts = attempts - :forgiven,
             lease_until = clock_timestamp() + :pause * interval '1 second',
             checkpoint_tree = coalesce(:tree, checkpoint_tree),
             checkpoint_draft = coalesce(:draft, checkpoint_draft)
       where job_id = :job and lease_owner = :owner and state = 'RUNNING'
      """;

  private static final String FINISH =
      """
      update decryption_job
         set state = :state, failure = :failure, file_key = null, lease_owner = null,
             lease_until = null, finished_at = clock_timestamp(), checkpoint_tree = null,
             checkpoint_draft = null
       where job_id = :job and lease_owner = :owner and state = 'RUNNING'
      """;

  private final DatabaseClient database;
  private final Duration lease;

  DecryptionJobs(DatabaseClient database, DecryptionProperties properties) {
    this.database = database;
    this.lease = properties.lease();
  }

  /// A job that this worker owns until its lease ends.
  ///
  /// @param checkpoint where an earlier run of it stood, if that may be resumed
  record Claimed(
      UUID jobId,
      UUID envelopeId,
      WrappedSecret fileKey,
      int attempts,
      @Nullable Checkpoint checkpoint) {}

  /// Adds a job in the transaction that begins the decryption.
  public Mono<Void> insert(UUID jobId, UUID envelopeId, WrappedSecret fileKey) {
    return database
        .sql(INSERT)
        .bind("job", jobId)
        .bind("envelope", envelopeId)
        .bind("key", fileKey.encoded())
        .then();
  }

  /// Gives the job its turn; nothing happens if it has one.
  Mono<Void> ready(UUID jobId) {
    return database.sql(READY).bind("job", jobId).then();
  }

  /// Does the same for jobs that Kafka should have brought by now; some of them.
  Mono<Void> readyOverdue() {
    return database
        .sql(OVERDUE_JOBS)
        .bind("overdue", OVERDUE.toSeconds())
        .map((Readable row) -> required(row, "job_id", UUID.class))
        .all()
        .collectList()
        .flatMapIterable(jobs -> jobs)
        .concatMap(this::ready)
        .then();
  }

  Flux<Claimed> claim(UUID owner, int most) {
    return database
        .sql(CLAIM)
        .bind("owner", owner)
        .bind("lease", lease.toSeconds())
        .bind("most", most)
        .map((Readable row) -> claimed(row))
        .all();
  }

  /// Renews the lease and stores how far the job is; false if the lease was lost.
  Mono<Boolean> renew(UUID jobId, UUID owner, RunState state) {
    var statement =
        database
            .sql(RENEW)
            .bind("lease", lease.toSeconds())
            .bind("done", state.done())
            .bind("job", jobId)
            .bind("owner", owner);
    return bind(statement, state.checkpoint()).fetch().rowsUpdated().map(rows -> rows == 1);
  }

  /// Gives the job back, to be gone on with after a pause; nothing happens if the lease was lost.
  ///
  /// @param forgiven whether this attempt does not count
  Mono<Void> putBack(UUID jobId, UUID owner, Duration pause, boolean forgiven, RunState state) {
    var statement =
        database
            .sql(PUT_BACK)
            .bind("pause", pause.toSeconds())
            .bind("forgiven", forgiven ? 1 : 0)
            .bind("job", jobId)
            .bind("owner", owner);
    return bind(statement, state.checkpoint()).then();
  }

  private static GenericExecuteSpec bind(
      GenericExecuteSpec statement, @Nullable Checkpoint checkpoint) {
    return checkpoint == null
        ? statement.bindNull("tree", byte[].class).bindNull("draft", String.class)
        : statement.bind("tree", checkpoint.tree().encoded()).bind("draft", checkpoint.draft());
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
        required(row, "attempts", Integer.class),
        checkpoint(row));
  }

  private static @Nullable Checkpoint checkpoint(Readable row) {
    byte[] tree = row.get("checkpoint_tree", byte[].class);
    String draft = row.get("checkpoint_draft", String.class);
    return tree == null || draft == null ? null : new Checkpoint(TreeState.decode(tree), draft);
  }
}
