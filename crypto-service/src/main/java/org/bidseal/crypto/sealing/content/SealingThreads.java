package org.bidseal.crypto.sealing.content;

import java.util.concurrent.Callable;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Threads that seal uploads. Each is held for as long as its upload lasts, which a slow network
/// decides; so they are apart from the threads that co-sign, and when all are busy the next upload
/// is refused at once (503 with `Retry-After`) instead of waiting in a queue.
@Component
class SealingThreads implements DisposableBean {
  private static final int PER_PROCESSOR = 4;

  private final ThreadPoolExecutor executor;
  private final Scheduler scheduler;

  SealingThreads() {
    var names = new CustomizableThreadFactory("seal-");
    names.setDaemon(true);
    int most = PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    this.executor =
        new ThreadPoolExecutor(0, most, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), names);
    this.scheduler = Schedulers.fromExecutorService(executor, "seal");
  }

  <T> Mono<T> run(Callable<T> task) {
    return Mono.fromCallable(task).subscribeOn(scheduler);
  }

  @Override
  public void destroy() {
    executor.shutdownNow();
    scheduler.dispose();
  }
}
