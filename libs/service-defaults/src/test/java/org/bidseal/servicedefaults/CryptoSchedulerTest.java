package org.bidseal.servicedefaults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

class CryptoSchedulerTest {
  private final CryptoScheduler crypto = new CryptoScheduler(1, 1);

  @AfterEach
  void stop() throws InterruptedException {
    crypto.destroy();
  }

  @Test
  void runsOnItsOwnNamedThread() {
    StepVerifier.create(crypto.run(() -> Thread.currentThread().getName()))
        .assertNext(name -> assertThat(name).startsWith("crypto-"))
        .verifyComplete();
  }

  @Test
  void aTasksExceptionIsTheError() {
    StepVerifier.create(
            crypto.run(() -> {
              throw new IllegalArgumentException("not on the curve");
            }))
        .verifyErrorMessage("not on the curve");
  }

  @Test
  void aFullQueueRefusesAtOnceAndServesAgainWhenItHasDrained() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    Disposable working =
        crypto
            .run(() -> {
              begun.countDown();
              return end.await(10, TimeUnit.SECONDS);
            })
            .subscribe();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    Disposable waiting = crypto.run(() -> 1).subscribe();

    StepVerifier.create(crypto.run(() -> 2)).verifyError(RejectedExecutionException.class);

    end.countDown();
    while (!working.isDisposed() || !waiting.isDisposed()) {
      Thread.onSpinWait();
    }
    StepVerifier.create(crypto.run(() -> 3)).expectNext(3).verifyComplete();
  }
}
