package org.bidseal.crypto.decryption.job;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bidseal.crypto.envelope.DecryptionFailure;
import org.springframework.stereotype.Component;

/// `bidseal_decryptions_total{result}`: `decrypted`, or the failure in lower case.
@Component
class DecryptionMetrics {
  private final Counter decrypted;
  private final Map<DecryptionFailure, Counter> failures = new EnumMap<>(DecryptionFailure.class);

  DecryptionMetrics(MeterRegistry registry) {
    this.decrypted = counter(registry, "decrypted");
    for (DecryptionFailure failure : DecryptionFailure.values()) {
      failures.put(failure, counter(registry, failure.name().toLowerCase(Locale.ROOT)));
    }
  }

  void succeeded() {
    decrypted.increment();
  }

  void failed(DecryptionFailure reason) {
    Objects.requireNonNull(failures.get(reason)).increment();
  }

  private static Counter counter(MeterRegistry registry, String result) {
    return Counter.builder("bidseal.decryptions")
        .description("Decryption jobs that ended")
        .tag("result", result)
        .register(registry);
  }
}
