package org.bidseal.crypto.decryption.job;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.decryption.job.DecryptionJobs.Claimed;
import org.bidseal.crypto.decryption.run.DecryptionMetrics;
import org.bidseal.crypto.decryption.run.DecryptionProperties;
import org.bidseal.crypto.decryption.run.HandedBackException;
import org.bidseal.crypto.decryption.run.PlaintextWriter;
import org.bidseal.crypto.decryption.run.PlaintextWriter.Refused;
import org.bidseal.crypto.decryption.run.PlaintextWriter.Result;
import org.bidseal.crypto.decryption.run.PlaintextWriter.Written;
import org.bidseal.crypto.decryption.run.RunState;
import org.bidseal.crypto.decryption.run.Speed;
import org.bidseal.crypto.envelope.DecryptionFailure;
import org.bidseal.crypto.envelope.Envelope.Decrypted;
import org.bidseal.crypto.envelope.Envelope.Decrypting;
import org.bidseal.crypto.envelope.Envelope.Failed;
import org.bidseal.crypto.envelope.Envelope.Opened;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.database.DatabaseClock;
import org.bidseal.database.Transactions;
import org.bidseal.smcrypto.envelope.FileKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/// One run of a job: read, decrypt, check, and only then say so, in one transaction with the end of
/// the job. A run that crashes leaves the job to the next run, which goes on at the last checkpoint
/// that a heartbeat stored; a run that lost its lease says nothing.
@Component
@InRole(Role.BULK)
class JobRun {
  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final int HEARTBEATS_TO_AN_EVENT = 10;
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int MOST_ATTEMPTS = 8;

  private final DecryptionJobs jobs;
  private final DecryptionEvents events;
  private final Envelopes envelopes;
  private final FileKeys keys;
  private final PlaintextWriter writer;
  private final ContentExamination examination;
  private final JobPlaintexts plaintexts;
  private final Transactions transactions;
  private final DatabaseClock clock;
  private final DecryptionMetrics metrics;
  private final Speed speed;
  private final Duration lease;

  JobRun(
      DecryptionJobs jobs,
      DecryptionEvents events,
      Envelopes envelopes,
      FileKeys keys,
      PlaintextWriter writer,
      ContentExamination examination,
      JobPlaintexts plaintexts,
      Transactions transactions,
      DatabaseClock clock,
      DecryptionMetrics metrics,
      Speed speed,
      DecryptionProperties properties) {
    this.jobs = jobs;
    this.events = events;
    this.envelopes = envelopes;
    this.keys = keys;
    this.writer = writer;
    this.examination = examination;
    this.plaintexts = plaintexts;
    this.transactions = transactions;
    this.clock = clock;
    this.metrics = metrics;
    this.speed = speed;
    this.lease = properties.lease();
  }

  /// Runs a claimed job to its end, whatever that is; never an error.
  ///
  /// @param owner this worker
  /// @param threads where the decryption itself runs
  /// @param stopping set when the worker stops: the job is put back at its next window
  Mono<Void> run(Claimed job, UUID owner, Scheduler threads, AtomicBoolean stopping) {
    var state = new RunState(stopping, job.checkpoint());
    return envelopes
        .findForJob(job.envelopeId())
        .ofType(Decrypting.class)
        .filter(envelope -> envelope.start().jobId().equals(job.jobId()))
        .flatMap(envelope -> run(job, owner, envelope, threads, state))
        .onErrorResume(e -> interrupted(job, owner, state, e))
        .onErrorResume(
            e -> Mono.fromRunnable(() -> LOG.error("job {} is left to its lease", job.jobId(), e)));
  }

  private Mono<Void> run(
      Claimed job, UUID owner, Decrypting envelope, Scheduler threads, RunState state) {
    BlobName target = target(job);
    Mono<Result> decryption =
        Mono.fromCallable(() -> writer.prepare(envelope.part().size(), target, state))
            .subscribeOn(threads)
            .flatMap(draft -> plaintexts.enter(target, draft, envelope.part(), job.jobId()))
            .then(Mono.fromCallable(() -> write(job, envelope, target, state)).subscribeOn(threads))
            .flatMap(result -> examined(envelope, result, threads));
    return Mono.firstWithSignal(decryption, leaseLost(job, owner, envelope, state))
        .flatMap(result -> end(job, owner, target, result, state));
  }

  private static BlobName target(Claimed job) {
    return BlobName.of("plaintexts", job.envelopeId(), job.jobId());
  }

  private Mono<Result> examined(Decrypting envelope, Result result, Scheduler threads) {
    return result.equals(new Refused(DecryptionFailure.CONTENT_TAMPERED))
        ? examination
            .whose(envelope.seal(), threads)
            .<Result>map(Refused::new)
            .defaultIfEmpty(result)
        : Mono.just(result);
  }

  private Result write(Claimed job, Decrypting envelope, BlobName target, RunState state) {
    long begin = System.nanoTime();
    long before = state.done();
    try (FileKey key = keys.unwrap(job.fileKey(), job.jobId(), job.envelopeId())) {
      Result result = writer.write(envelope.seal(), key, target, state);
      speed.measured(envelope.part().size() - before, System.nanoTime() - begin);
      return result;
    }
  }

  /// Renews the lease and tells the progress while the decryption runs; errs if the lease is lost.
  private Mono<Result> leaseLost(Claimed job, UUID owner, Decrypting envelope, RunState state) {
    var told = new AtomicLong();
    return Flux.interval(HEARTBEAT)
        .onBackpressureDrop()
        .concatMap(beat -> renew(job, owner, state).thenReturn(beat))
        .concatMap(beat -> tell(envelope, state.done(), told, beat))
        .then(Mono.error(() -> new IllegalStateException("the heartbeat ended")));
  }

  /// A database that is away for a moment does not end the run; the lease may outlive that.
  private Mono<Void> renew(Claimed job, UUID owner, RunState state) {
    return jobs.renew(job.jobId(), owner, state)
        .retryWhen(
            Retry.fixedDelay(lease.dividedBy(2).toSeconds(), HEARTBEAT)
                .filter(e -> !(e instanceof IllegalArgumentException)))
        .doOnNext(JobRun::requireLease)
        .then();
  }

  private static void requireLease(boolean held) {
    if (!held) {
      throw new LeaseLostException();
    }
  }

  private Mono<Void> tell(Decrypting envelope, long done, AtomicLong told, long beat) {
    if (told.getAndSet(done) == done) {
      return Mono.empty();
    }
    boolean widely = beat % HEARTBEATS_TO_AN_EVENT == HEARTBEATS_TO_AN_EVENT - 1;
    return (widely ? events.progressedForAll(envelope, done) : Mono.<Void>empty())
        .then(Mono.defer(() -> events.progressed(envelope, done)))
        .as(transactions::inTransaction);
  }

  private Mono<Void> end(Claimed job, UUID owner, BlobName target, Result result, RunState state) {
    return switch (result) {
      case Written written -> succeed(job, owner, target, written);
      case Refused(var reason) -> fail(job, owner, reason, state);
    };
  }

  private Mono<Void> succeed(Claimed job, UUID owner, BlobName target, Written written) {
    return finish(job, owner, JobEnd.done())
        .then(Mono.zip(lock(job), clock.now()))
        .map(both -> both.getT1().succeed(new Opened(both.getT2(), target, written.treeKey())))
        .flatMap(this::keep)
        .then(Mono.defer(() -> plaintexts.written(target)))
        .as(transactions::inTransaction)
        .then(Mono.fromRunnable(metrics::succeeded));
  }

  private Mono<Void> keep(Decrypted envelope) {
    return envelopes.save(envelope).then(Mono.defer(() -> events.decrypted(envelope)));
  }

  /// Nobody goes on with what was written: it is thrown away at once.
  private Mono<Void> fail(Claimed job, UUID owner, DecryptionFailure reason, RunState state) {
    LOG.warn("envelope {} cannot be decrypted: {}", job.envelopeId(), reason);
    return finish(job, owner, JobEnd.failed(reason))
        .then(Mono.zip(lock(job), clock.now()))
        .map(both -> both.getT1().fail(both.getT2(), reason))
        .flatMap(this::keep)
        .as(transactions::inTransaction)
        .then(Mono.<Void>fromRunnable(() -> metrics.failed(reason)))
        .then(Mono.defer(() -> plaintexts.discard(target(job), state.checkpoint())));
  }

  private Mono<Void> keep(Failed envelope) {
    return envelopes.save(envelope).then(Mono.defer(() -> events.failed(envelope)));
  }

  private Mono<Decrypting> lock(Claimed job) {
    return Mono.defer(() -> envelopes.lockForJob(job.envelopeId()))
        .ofType(Decrypting.class)
        .filter(envelope -> envelope.start().jobId().equals(job.jobId()))
        .switchIfEmpty(Mono.error(LeaseLostException::new));
  }

  private Mono<Void> finish(Claimed job, UUID owner, JobEnd end) {
    return jobs.finish(job.jobId(), owner, end).doOnNext(JobRun::requireLease).then();
  }

  private Mono<Void> interrupted(Claimed job, UUID owner, RunState state, Throwable error) {
    if (error instanceof HandedBackException) {
      LOG.info("job {} is handed back at {} bytes", job.jobId(), state.done());
      return jobs.putBack(job.jobId(), owner, Duration.ZERO, true, state);
    }
    if (error instanceof LeaseLostException) {
      LOG.warn("job {} was taken over by another worker", job.jobId());
      return Mono.empty();
    }
    LOG.warn("job {}, attempt {}, was interrupted", job.jobId(), job.attempts(), error);
    return job.attempts() < MOST_ATTEMPTS
        ? jobs.putBack(job.jobId(), owner, PAUSE, false, state)
        : fail(job, owner, DecryptionFailure.STORAGE_FAILED, state);
  }
}
