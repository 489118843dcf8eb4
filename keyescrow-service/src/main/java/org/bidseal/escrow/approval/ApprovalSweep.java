package org.bidseal.escrow.approval;

import java.time.Duration;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// An opening comes near by itself: looks again at what was approved before.
@Component
class ApprovalSweep implements Sweep {
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final Approvals approvals;

  ApprovalSweep(Approvals approvals) {
    this.approvals = approvals;
  }

  @Override
  public String name() {
    return "approved-recoveries";
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  @Override
  public Mono<Long> sweep() {
    return approvals.shortenApproved();
  }
}
