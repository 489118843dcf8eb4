package org.bidseal.crypto.decryption.job;

import java.time.Duration;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Throws away what jobs wrote that have ended without a plaintext: by the job's state, not by age.
@Component
@InRole(Role.KEY)
class PlaintextSweep implements Sweep {
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int BATCH = 200;

  private final JobPlaintexts plaintexts;

  PlaintextSweep(JobPlaintexts plaintexts) {
    this.plaintexts = plaintexts;
  }

  @Override
  public String name() {
    return "plaintexts";
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  @Override
  public Mono<Void> sweep() {
    return plaintexts.discardLeft(BATCH);
  }
}
