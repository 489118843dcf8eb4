package org.bidseal.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Compares this host's clock with the database's, which decides. A host that is wrong opens
/// nothing early, but its logs lie and it refuses good tokens, so somebody must set it right.
///
/// Metric: `bidseal_clock_skew_seconds`, positive if the host is ahead; right to half a round trip.
final class ClockSkew implements Sweep {
  private static final Logger log = LoggerFactory.getLogger(ClockSkew.class);
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration ALARM = Duration.ofSeconds(2);

  private final DatabaseClock database;
  private final Clock host;
  private final AtomicReference<Duration> skew = new AtomicReference<>(Duration.ZERO);

  ClockSkew(DatabaseClock database, Clock host, MeterRegistry registry) {
    this.database = database;
    this.host = host;
    Gauge.builder("bidseal.clock.skew", skew, known -> known.get().toMillis() / 1000.0)
        .baseUnit("seconds")
        .description("How far the host's clock is ahead of the database's")
        .register(registry);
  }

  @Override
  public String name() {
    return "clock-skew";
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  @Override
  public Publisher<?> sweep() {
    return Mono.defer(
            () -> {
              Instant asked = host.instant();
              return database.now().map(theirs -> between(asked, host.instant(), theirs));
            })
        .doOnNext(this::note);
  }

  private static Duration between(Instant asked, Instant answered, Instant theirs) {
    Instant ours = asked.plus(Duration.between(asked, answered).dividedBy(2));
    return Duration.between(theirs, ours);
  }

  private void note(Duration found) {
    boolean wasWrong = isWrong(skew.getAndSet(found));
    if (isWrong(found) && !wasWrong) {
      log.warn("This host's clock is {} off the database's: set it right (NTP)", found);
    } else if (wasWrong && !isWrong(found)) {
      log.info("This host's clock agrees with the database's again");
    }
  }

  private static boolean isWrong(Duration skew) {
    return skew.abs().compareTo(ALARM) > 0;
  }
}
