package org.bidseal.escrow.quorum;

import java.time.Duration;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Ends recoveries from pieces whose time is over.
@Component
class QuorumSweep implements Sweep {
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final QuorumRecoveries recoveries;

  QuorumSweep(QuorumRecoveries recoveries) {
    this.recoveries = recoveries;
  }

  @Override
  public String name() {
    return "overdue-quorum-recoveries";
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  @Override
  public Mono<Long> sweep() {
    return recoveries.expireDue();
  }
}
