package org.bidseal.crypto.decryption.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.bidseal.crypto.envelope.DecryptionFailure;
import org.springframework.stereotype.Component;

/// `bidseal_decryptions_total{result}`: `decrypted`, or the failure in lower case.
/// `bidseal_decryption_segments_total`: segments opened by this process;
/// `bidseal_decryption_segments_resumed_total`: those that an earlier run had opened, so that they
/// were not opened again. `bidseal_decryption_slots`, `bidseal_decryption_running`: how many jobs
/// it can do, and does.
@Component
public class DecryptionMetrics {
  private final Counter decrypted;
  private final Counter segments;
  private final Counter resumed;
  private final AtomicInteger slots = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final Map<DecryptionFailure, Counter> failures = new EnumMap<>(DecryptionFailure.class);

  DecryptionMetrics(MeterRegistry registry) {
    this.decrypted = counter(registry, "decrypted");
    this.segments =
        Counter.builder("bidseal.decryption.segments")
            .description("Segments opened here")
            .register(registry);
    this.resumed =
        Counter.builder("bidseal.decryption.segments.resumed")
            .description("Segments that an earlier run had opened")
            .register(registry);
    registry.gauge("bidseal.decryption.slots", slots);
    registry.gauge("bidseal.decryption.running", running);
    for (DecryptionFailure failure : DecryptionFailure.values()) {
      failures.put(failure, counter(registry, failure.name().toLowerCase(Locale.ROOT)));
    }
  }

  void opened(long count) {
    segments.increment((double) count);
  }

  void resumed(long count) {
    resumed.increment((double) count);
  }

  public void slots(int count) {
    slots.set(count);
  }

  public void running(int count) {
    running.set(count);
  }

  public void succeeded() {
    decrypted.increment();
  }

  public void failed(DecryptionFailure reason) {
    Objects.requireNonNull(failures.get(reason)).increment();
  }

  private static Counter counter(MeterRegistry registry, String result) {
    return Counter.builder("bidseal.decryptions")
        .description("Decryption jobs that ended")
        .tag("result", result)
        .register(registry);
  }
}
