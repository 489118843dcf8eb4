package org.bidseal.testsupport.blockhound;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class BlockHoundTest {
  @Test
  void sleepingOnAnEventLoopFailsTheTest() {
    Mono<String> sleeper =
        Mono.fromCallable(
                () -> {
                  Thread.sleep(1);
                  return "slept";
                })
            .subscribeOn(Schedulers.parallel());
    assertThatThrownBy(sleeper::block).hasRootCauseInstanceOf(BlockingOperationError.class);
  }
}
