package org.bidseal.crypto.decryption.job;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
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

/// Runs jobs, as many at once as there are processors. It looks for work when woken and every
/// second, which also finds the jobs of workers that crashed.
@Component
@InRole(Role.BULK)
class DecryptionWorker implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(DecryptionWorker.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final DecryptionJobs jobs;
  private final JobRun run;
  private final UUID owner;
  private final int slots = Runtime.getRuntime().availableProcessors();
  private final AtomicInteger running = new AtomicInteger();
  private final Sinks.Many<Long> calls = Sinks.many().multicast().directBestEffort();
  private volatile @Nullable Disposable loop;

  DecryptionWorker(DecryptionJobs jobs, JobRun run, Ids ids) {
    this.jobs = jobs;
    this.run = run;
    this.owner = ids.next();
  }

  /// Says that there is work.
  void wake() {
    calls.emitNext(0L, Sinks.EmitFailureHandler.busyLooping(Duration.ofMillis(100)));
  }

  @Override
  public void start() {
    Scheduler threads = Schedulers.newParallel("decrypt", slots, true);
    Disposable looking =
        Flux.merge(Flux.interval(PERIOD), calls.asFlux())
            .onBackpressureLatest()
            .concatMap(_ -> claim(), 1)
            .flatMap(job -> ended(run.run(job, owner, threads)), slots, 1)
            .subscribe();
    loop =
        () -> {
          looking.dispose();
          threads.dispose();
        };
  }

  private Flux<DecryptionJobs.Claimed> claim() {
    int free = slots - running.get();
    return free <= 0
        ? Flux.empty()
        : jobs.claim(owner, free)
            .doOnNext(_ -> running.incrementAndGet())
            .onErrorResume(e -> {
              LOG.warn("cannot look for decryption jobs now", e);
              return Flux.empty();
            });
  }

  private Mono<Void> ended(Mono<Void> job) {
    return job.doFinally(_ -> {
      running.decrementAndGet();
      wake();
    });
  }

  @Override
  public void stop() {
    Disposable started = loop;
    if (started != null) {
      started.dispose();
      loop = null;
    }
  }

  @Override
  public boolean isRunning() {
    return loop != null;
  }
}
