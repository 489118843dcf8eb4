package org.bidseal.escrow.progress;

import java.time.Duration;
import org.bidseal.escrow.recovery.Recoveries;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Ends recoveries whose time is over. They take no more answers from that time on by themselves;
/// the sweep drops their ciphertexts and tells others. Replicas may sweep at once.
@Component
class ExpirySweep implements Sweep {
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final Recoveries recoveries;

  ExpirySweep(Recoveries recoveries) {
    this.recoveries = recoveries;
  }

  @Override
  public String name() {
    return "overdue-recoveries";
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
