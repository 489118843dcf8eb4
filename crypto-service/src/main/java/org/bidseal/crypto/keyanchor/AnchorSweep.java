package org.bidseal.crypto.keyanchor;

import java.time.Duration;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Makes the day's tree when the last one is a day old: `bidseal.crypto.key-audit.interval`, 24 h.
@Component
@InRole(Role.KEY)
class AnchorSweep implements Sweep {
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final KeyAnchors anchors;
  private final Duration interval;

  AnchorSweep(
      KeyAnchors anchors, @Value("${bidseal.crypto.key-audit.interval:24h}") Duration interval) {
    this.anchors = anchors;
    this.interval = interval;
  }

  @Override
  public String name() {
    return "key-anchors";
  }

  @Override
  public Duration interval() {
    return LOOK;
  }

  @Override
  public Mono<Long> sweep() {
    return anchors.anchor(interval);
  }
}
