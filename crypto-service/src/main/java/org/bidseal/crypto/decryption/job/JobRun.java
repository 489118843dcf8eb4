package org.bidseal.crypto.decryption.job;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.decryption.job.DecryptionJobs.Claimed;
import org.bidseal.crypto.decryption.job.PlaintextWriter.Refused;
import org.bidseal.crypto.decryption.job.PlaintextWriter.Result;
import org.bidseal.crypto.decryption.job.PlaintextWriter.Written;
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

/// One run of a job: read, decrypt, check, and only then say so, in one transaction with the end of
/// the job. A run that crashes leaves the job to the next run, which begins anew; a run that lost
/// its lease says nothing.
@Component
@InRole(Role.BULK)
class JobRun {
  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int MOST_ATTEMPTS = 8;

  private final DecryptionJobs jobs;
  private final DecryptionEvents events;
  private final Envelopes envelopes;
  private final FileKeys keys;
  private final PlaintextWriter writer;
  private final Transactions transactions;
  private final DatabaseClock clock;
  private final DecryptionMetrics metrics;

  JobRun(
      DecryptionJobs jobs,
      DecryptionEvents events,
      Envelopes envelopes,
      FileKeys keys,
      PlaintextWriter writer,
      Transactions transactions,
      DatabaseClock clock,
      DecryptionMetrics metrics) {
    this.jobs = jobs;
    this.events = events;
    this.envelopes = envelopes;
    this.keys = keys;
    this.writer = writer;
    this.transactions = transactions;
    this.clock = clock;
    this.metrics = metrics;
  }

  /// Runs a claimed job to its end, whatever that is; never an error.
  ///
  /// @param owner this worker
  /// @param threads where the decryption itself runs
  Mono<Void> run(Claimed job, UUID owner, Scheduler threads) {
    return envelopes
        .findForJob(job.envelopeId())
        .ofType(Decrypting.class)
        .filter(envelope -> envelope.start().jobId().equals(job.jobId()))
        .flatMap(envelope -> run(job, owner, envelope, threads))
        .onErrorResume(e -> interrupted(job, owner, e))
        .onErrorResume(
            e -> Mono.fromRunnable(() -> LOG.error("job {} is left to its lease", job.jobId(), e)));
  }

  private Mono<Void> run(Claimed job, UUID owner, Decrypting envelope, Scheduler threads) {
    var done = new AtomicLong();
    BlobName target = BlobName.of("plaintexts", job.envelopeId(), job.jobId());
    Mono<Result> decryption =
        Mono.fromCallable(() -> write(job, envelope, target, done)).subscribeOn(threads);
    return Mono.firstWithSignal(decryption, leaseLost(job, owner, envelope, done))
        .flatMap(result -> end(job, owner, target, result));
  }

  private Result write(Claimed job, Decrypting envelope, BlobName target, AtomicLong done) {
    try (FileKey key = keys.unwrap(job.fileKey(), job.jobId(), job.envelopeId())) {
      return writer.write(envelope.seal(), key, target, done::set);
    }
  }

  /// Renews the lease and tells the progress while the decryption runs; errs if the lease is lost.
  private Mono<Result> leaseLost(Claimed job, UUID owner, Decrypting envelope, AtomicLong done) {
    var told = new AtomicLong();
    return Flux.interval(HEARTBEAT)
        .onBackpressureDrop()
        .concatMap(_ -> jobs.renew(job.jobId(), owner))
        .doOnNext(JobRun::requireLease)
        .concatMap(_ -> tell(envelope, done.get(), told))
        .then(Mono.error(() -> new IllegalStateException("the heartbeat ended")));
  }

  private static void requireLease(boolean held) {
    if (!held) {
      throw new LeaseLostException();
    }
  }

  private Mono<Void> tell(Decrypting envelope, long done, AtomicLong told) {
    return told.getAndSet(done) == done
        ? Mono.empty()
        : events.progressed(envelope, done).as(transactions::inTransaction);
  }

  private Mono<Void> end(Claimed job, UUID owner, BlobName target, Result result) {
    return switch (result) {
      case Written written -> succeed(job, owner, target, written);
      case Refused(var reason) -> fail(job, owner, reason);
    };
  }

  private Mono<Void> succeed(Claimed job, UUID owner, BlobName target, Written written) {
    return finish(job, owner, JobEnd.done())
        .then(Mono.zip(lock(job), clock.now()))
        .map(both -> both.getT1().succeed(new Opened(both.getT2(), target, written.treeKey())))
        .flatMap(this::keep)
        .as(transactions::inTransaction)
        .then(Mono.fromRunnable(metrics::succeeded));
  }

  private Mono<Void> keep(Decrypted envelope) {
    return envelopes.save(envelope).then(Mono.defer(() -> events.decrypted(envelope)));
  }

  private Mono<Void> fail(Claimed job, UUID owner, DecryptionFailure reason) {
    LOG.warn("envelope {} cannot be decrypted: {}", job.envelopeId(), reason);
    return finish(job, owner, JobEnd.failed(reason))
        .then(Mono.zip(lock(job), clock.now()))
        .map(both -> both.getT1().fail(both.getT2(), reason))
        .flatMap(this::keep)
        .as(transactions::inTransaction)
        .then(Mono.fromRunnable(() -> metrics.failed(reason)));
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

  private Mono<Void> interrupted(Claimed job, UUID owner, Throwable error) {
    if (error instanceof LeaseLostException) {
      LOG.warn("job {} was taken over by another worker", job.jobId());
      return Mono.empty();
    }
    LOG.warn("job {}, attempt {}, was interrupted", job.jobId(), job.attempts(), error);
    return job.attempts() < MOST_ATTEMPTS
        ? jobs.putBack(job.jobId(), owner, PAUSE)
        : fail(job, owner, DecryptionFailure.STORAGE_FAILED);
  }
}
