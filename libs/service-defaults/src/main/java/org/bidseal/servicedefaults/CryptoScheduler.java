package org.bidseal.servicedefaults;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Where CPU-heavy cryptography runs: as many threads as processors (named `crypto-N`), a bounded
/// queue before them, never an event loop. A full queue refuses at once with a {@link
/// java.util.concurrent.RejectedExecutionException}, which the edge answers as 503 with a
/// `Retry-After`: an overloaded service that says so stays usable.
///
/// Measured: a co-decrypt costs under 1 ms of CPU, so the default queue of 1,000 is at most about a
/// second of waiting per core.
public final class CryptoScheduler implements DisposableBean {
  private static final long SHUTDOWN_SECONDS = 10;

  private final ThreadPoolExecutor executor;
  private final Scheduler scheduler;

  /// @param threads number of threads, at least 1
  /// @param queue how many tasks may wait, at least 1
  public CryptoScheduler(int threads, int queue) {
    var names = new CustomizableThreadFactory("crypto-");
    names.setDaemon(true);
    this.executor =
        new ThreadPoolExecutor(
            threads, threads, 0, TimeUnit.MILLISECONDS, new ArrayBlockingQueue<>(queue), names);
    this.scheduler = Schedulers.fromExecutorService(executor, "crypto");
  }

  /// Runs a task on a crypto thread at each subscription. Its exception is the Mono's error; a full
  /// queue is a {@link java.util.concurrent.RejectedExecutionException}; cancelling interrupts the
  /// task.
  public <T> Mono<T> run(Callable<? extends T> task) {
    return Mono.<T>fromCallable(task).subscribeOn(scheduler);
  }

  /// The scheduler itself, for `publishOn` in longer pipelines.
  public Scheduler scheduler() {
    return scheduler;
  }

  ThreadPoolExecutor executor() {
    return executor;
  }

  @Override
  public void destroy() throws InterruptedException {
    executor.shutdown();
    if (!executor.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
      executor.shutdownNow();
    }
    scheduler.dispose();
  }
}
