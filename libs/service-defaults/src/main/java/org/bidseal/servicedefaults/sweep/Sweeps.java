package org.bidseal.servicedefaults.sweep;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Runs the service's sweeps from start to stop, each on its own. After a failure the pause grows,
/// to a minute or to the sweep's own interval if that is longer, until a round succeeds; so a
/// database that is away does not fill the log. Stopping cancels the rounds under way.
///
/// Metric: `bidseal_sweeps_total{sweep,outcome="done"|"failed"}`, one per round.
final class Sweeps implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Sweeps.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Supplier<List<Sweep>> sweeps;
  private final MeterRegistry registry;
  private final Disposable.Swap running = Disposables.swap();
  private boolean started;

  /// @param sweeps asked at the start, when every bean exists
  Sweeps(Supplier<List<Sweep>> sweeps, MeterRegistry registry) {
    this.sweeps = sweeps;
    this.registry = registry;
  }

  @Override
  public synchronized void start() {
    if (!started) {
      started = true;
      List<Disposable> runs = sweeps.get().stream().map(this::run).toList();
      running.update(Disposables.composite(runs));
    }
  }

  @Override
  public synchronized void stop() {
    running.update(Disposables.disposed());
    started = false;
  }

  @Override
  public synchronized boolean isRunning() {
    return started;
  }

  private Disposable run(Sweep sweep) {
    Duration interval = sweep.interval();
    return Flux.defer(sweep::sweep)
        .then()
        .doOnSuccess(_ -> count(sweep, "done"))
        .retryWhen(untilDone(sweep))
        .then(Mono.delay(interval))
        .repeat()
        .delaySubscription(interval)
        .subscribe();
  }

  private Retry untilDone(Sweep sweep) {
    Duration interval = sweep.interval();
    return Retry.backoff(Long.MAX_VALUE, interval)
        .maxBackoff(interval.compareTo(LONGEST_PAUSE) < 0 ? LONGEST_PAUSE : interval)
        .doBeforeRetry(failed -> {
          log.warn("The sweep {} failed and will be repeated", sweep.name(), failed.failure());
          count(sweep, "failed");
        });
  }

  private void count(Sweep sweep, String outcome) {
    registry.counter("bidseal.sweeps", "sweep", sweep.name(), "outcome", outcome).increment();
  }
}
