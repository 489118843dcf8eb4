package org.bidseal.servicedefaults.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class SweepsTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicInteger rounds = new AtomicInteger();
  private VirtualTimeScheduler time = VirtualTimeScheduler.create();

  @BeforeEach
  void pinTime() {
    time = VirtualTimeScheduler.getOrSet();
  }

  @AfterEach
  void freeTime() {
    VirtualTimeScheduler.reset();
  }

  @Test
  void aSweepComesAfterEachInterval() {
    Sweeps sweeps = started(sweep("old-things", Mono.fromRunnable(rounds::incrementAndGet)));
    assertThat(rounds).hasValue(0);
    time.advanceTimeBy(INTERVAL.multipliedBy(3));
    assertThat(rounds).hasValue(3);
    assertThat(counted("old-things", "done")).isEqualTo(3);
    sweeps.stop();
  }

  @Test
  void aFailureIsCountedAndTheNextSweepComes() {
    Sweeps sweeps =
        started(
            sweep(
                "old-things",
                Mono.fromRunnable(() -> {
                  if (rounds.incrementAndGet() <= 2) {
                    throw new IllegalStateException("the database is away");
                  }
                })));
    time.advanceTimeBy(Duration.ofMinutes(5));
    assertThat(counted("old-things", "failed")).isEqualTo(2);
    assertThat(counted("old-things", "done")).isGreaterThan(10);
    sweeps.stop();
  }

  @Test
  void aSweepThatThrowsInsteadOfErringDoesNotEndThem() {
    Sweep throwing =
        new FixedSweep("throwing", INTERVAL, Mono.empty()) {
          @Override
          public Mono<?> sweep() {
            throw new IllegalStateException("not even assembled");
          }
        };
    Sweeps sweeps = started(throwing, sweep("other", Mono.fromRunnable(rounds::incrementAndGet)));
    time.advanceTimeBy(Duration.ofMinutes(10));
    assertThat(counted("throwing", "failed")).isGreaterThan(5);
    assertThat(rounds).hasValue(60);
    sweeps.stop();
  }

  @Test
  void failuresAreRepeatedAtMostAMinuteApart() {
    Sweeps sweeps = started(sweep("away", Mono.error(() -> new IllegalStateException("away"))));
    time.advanceTimeBy(Duration.ofHours(1));
    assertThat(counted("away", "failed")).isBetween(35.0, 130.0);
    sweeps.stop();
  }

  @Test
  void aLongSweepIsNotOvertakenByTheNext() {
    Sweeps sweeps =
        started(
            sweep(
                "long",
                Mono.fromRunnable(rounds::incrementAndGet)
                    .then(Mono.delay(INTERVAL.multipliedBy(5)))));
    time.advanceTimeBy(INTERVAL.multipliedBy(6));
    assertThat(rounds).hasValue(1);
    time.advanceTimeBy(INTERVAL);
    assertThat(rounds).hasValue(2);
    sweeps.stop();
  }

  @Test
  void stoppedSweepsStayStoppedUntilTheNextStart() {
    Sweeps sweeps = started(sweep("old-things", Mono.fromRunnable(rounds::incrementAndGet)));
    sweeps.stop();
    assertThat(sweeps.isRunning()).isFalse();
    time.advanceTimeBy(INTERVAL.multipliedBy(3));
    assertThat(rounds).hasValue(0);
    sweeps.start();
    time.advanceTimeBy(INTERVAL);
    assertThat(rounds).hasValue(1);
    sweeps.stop();
  }

  private Sweeps started(Sweep... all) {
    var sweeps = new Sweeps(() -> List.of(all), registry);
    sweeps.start();
    return sweeps;
  }

  private double counted(String sweep, String outcome) {
    return registry
        .get("bidseal.sweeps")
        .tags("sweep", sweep, "outcome", outcome)
        .counter()
        .count();
  }

  private static Sweep sweep(String name, Mono<?> round) {
    return new FixedSweep(name, INTERVAL, round);
  }

  private static class FixedSweep implements Sweep {
    private final String name;
    private final Duration interval;
    private final Mono<?> round;

    FixedSweep(String name, Duration interval, Mono<?> round) {
      this.name = name;
      this.interval = interval;
      this.round = round;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Duration interval() {
      return interval;
    }

    @Override
    public Mono<?> sweep() {
      return round;
    }
  }
}
