package org.bidseal.crypto.decryption.job;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bidseal.crypto.decryption.run.DecryptionMetrics;
import org.bidseal.crypto.decryption.run.DecryptionProperties;
import org.bidseal.crypto.decryption.run.Speed;
import org.bidseal.crypto.queue.Workers;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.servicedefaults.Ids;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Runs jobs, as many at once as there are processors and memory for; it takes no more than it can
/// run, so what waits, waits in the database, in the fair order, for whichever worker is free
/// first. It looks for work when woken and every second, which also finds the jobs of workers that
/// crashed. When it stops, its jobs are put back at the next window of segments, to be gone on with
/// elsewhere.
@Component
@InRole(Role.BULK)
class DecryptionWorker implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(DecryptionWorker.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);
  private static final Duration STOPPING = Duration.ofSeconds(10);

  private final DecryptionJobs jobs;
  private final JobRun run;
  private final Workers workers;
  private final Speed speed;
  private final DecryptionMetrics metrics;
  private final UUID owner;
  private final int slots;
  private final AtomicInteger running = new AtomicInteger();
  private final Sinks.Many<Long> calls = Sinks.many().multicast().directBestEffort();
  private volatile @Nullable Shift shift;

  DecryptionWorker(
      DecryptionJobs jobs,
      JobRun run,
      Workers workers,
      Speed speed,
      DecryptionMetrics metrics,
      DecryptionProperties properties,
      Ids ids) {
    this.jobs = jobs;
    this.run = run;
    this.workers = workers;
    this.speed = speed;
    this.metrics = metrics;
    this.owner = ids.next();
    Runtime machine = Runtime.getRuntime();
    this.slots = properties.slots(machine.availableProcessors(), machine.maxMemory());
    metrics.slots(slots);
  }

  /// From a start to a stop.
  private record Shift(
      Disposable looking, Disposable living, Scheduler threads, AtomicBoolean stopping) {}

  /// Says that there is work.
  void wake() {
    calls.emitNext(0L, Sinks.EmitFailureHandler.busyLooping(Duration.ofMillis(100)));
  }

  @Override
  public void start() {
    // Not parallel threads: reading and writing files blocks.
    Scheduler threads = Schedulers.newBoundedElastic(slots, Integer.MAX_VALUE, "decrypt", 60, true);
    var stopping = new AtomicBoolean();
    Disposable looking =
        Flux.merge(Flux.interval(PERIOD), calls.asFlux())
            .onBackpressureLatest()
            .concatMap(_ -> stopping.get() ? Flux.<DecryptionJobs.Claimed>empty() : claim(), 1)
            .flatMap(job -> ended(run.run(job, owner, threads, stopping)), slots, 1)
            .subscribe();
    Disposable living =
        Flux.interval(Duration.ZERO, SIGN_OF_LIFE)
            .onBackpressureDrop()
            .concatMap(_ -> live())
            .subscribe();
    shift = new Shift(looking, living, threads, stopping);
  }

  private Flux<DecryptionJobs.Claimed> claim() {
    int free = slots - running.get();
    return free <= 0
        ? Flux.empty()
        : jobs.claim(owner, free)
            .doOnNext(_ -> metrics.running(running.incrementAndGet()))
            .onErrorResume(e -> {
              LOG.warn("cannot look for decryption jobs now", e);
              return Flux.empty();
            });
  }

  private Mono<Void> ended(Mono<Void> job) {
    return job.doFinally(_ -> {
      metrics.running(running.decrementAndGet());
      wake();
    });
  }

  private Mono<Void> live() {
    return workers
        .announce(owner, slots, slots * speed.bytesPerSecond())
        .then(jobs.readyOverdue())
        .onErrorResume(e -> {
          LOG.warn("cannot tell that this worker lives", e);
          return Mono.empty();
        });
  }

  @Override
  public void stop(Runnable callback) {
    Shift ending = shift;
    if (ending == null) {
      callback.run();
      return;
    }
    shift = null;
    ending.stopping().set(true);
    ending.living().dispose();
    Flux.interval(Duration.ZERO, Duration.ofMillis(50))
        .takeUntil(_ -> running.get() == 0)
        .take(STOPPING)
        .then(Mono.defer(() -> workers.leave(owner)))
        .timeout(STOPPING.plusSeconds(1))
        .onErrorResume(e -> {
          LOG.warn("cannot tell that this worker stops", e);
          return Mono.empty();
        })
        .doFinally(_ -> {
          ending.looking().dispose();
          ending.threads().dispose();
          callback.run();
        })
        .subscribe();
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public boolean isRunning() {
    return shift != null;
  }
}
