package org.bidseal.escrow.progress;

import java.time.Duration;
import org.bidseal.escrow.recovery.Recoveries;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Ends recoveries whose time is over. They take no more answers from that time on by themselves;
/// the sweep drops their ciphertexts and tells others. Replicas may sweep at once.
@Component
class ExpirySweep implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ExpirySweep.class);
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final Recoveries recoveries;
  private @Nullable Disposable running;

  ExpirySweep(Recoveries recoveries) {
    this.recoveries = recoveries;
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running =
          Flux.interval(INTERVAL)
              .onBackpressureDrop()
              .concatMap(_ -> recoveries.expireDue().onErrorResume(ExpirySweep::again))
              .subscribe();
    }
  }

  private static Mono<Long> again(Throwable error) {
    log.warn("Overdue recoveries were not ended; the next sweep tries again", error);
    return Mono.just(0L);
  }

  @Override
  public synchronized void stop() {
    if (running != null) {
      running.dispose();
      running = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running != null;
  }
}
