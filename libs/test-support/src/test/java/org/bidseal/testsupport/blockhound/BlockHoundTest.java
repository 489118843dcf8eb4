package org.bidseal.testsupport.blockhound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.bidseal.testsupport.Awaiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class BlockHoundTest {
  static Stream<Callable<Object>> waits() {
    return Stream.of(
        () -> {
          Thread.sleep(1);
          return "slept";
        },
        () -> new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS),
        () -> new CompletableFuture<>().get(1, TimeUnit.MILLISECONDS),
        () -> new Semaphore(0).tryAcquire(1, TimeUnit.MILLISECONDS),
        () -> new SynchronousQueue<>().poll(1, TimeUnit.MILLISECONDS));
  }

  @ParameterizedTest
  @MethodSource("waits")
  void waitingForSomethingOnAnEventLoopFailsTheTest(Callable<Object> wait) {
    Mono<Object> waiting = Mono.fromCallable(wait).subscribeOn(Schedulers.parallel());
    assertThatThrownBy(waiting::block).hasRootCauseInstanceOf(BlockingOperationError.class);
  }

  @Test
  void anEventLoopMayMeetAnotherThreadAtALock() {
    var lock = new ReentrantLock();
    var entered = new CompletableFuture<Boolean>();
    lock.lock();
    try {
      Mono.fromRunnable(() -> enter(lock))
          .subscribeOn(Schedulers.parallel())
          .subscribe(_ -> {}, entered::completeExceptionally, () -> entered.complete(true));
      Awaiting.until("it waits at the door", lock::hasQueuedThreads);
    } finally {
      lock.unlock();
    }
    assertThat(entered.join()).isTrue();
  }

  private static void enter(ReentrantLock lock) {
    lock.lock();
    try {
      assertThat(lock.isHeldByCurrentThread()).isTrue();
    } finally {
      lock.unlock();
    }
  }
}
