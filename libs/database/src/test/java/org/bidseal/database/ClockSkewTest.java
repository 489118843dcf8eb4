package org.bidseal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;

@ServiceTest(database = "libdatabase")
@ExtendWith(OutputCaptureExtension.class)
class ClockSkewTest {
  @Autowired private DatabaseClock database;
  @Autowired private MeterRegistry services;

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private Duration ahead = Duration.ofMinutes(10);
  private final InstantSource host = () -> Instant.now().plus(ahead);

  @Test
  void aHostThatIsWrongRaisesOneAlarmUntilItIsRightAgain(CapturedOutput output) {
    ClockSkew skew = new ClockSkew(database, host.withZone(ZoneOffset.UTC), registry);
    sweep(skew);
    assertThat(measured()).isCloseTo(600, within(5.0));
    sweep(skew);
    assertThat(output).containsOnlyOnce("off the database's");
    ahead = Duration.ofMinutes(-10);
    sweep(skew);
    assertThat(measured()).isCloseTo(-600, within(5.0));
    ahead = Duration.ZERO;
    sweep(skew);
    assertThat(measured()).isCloseTo(0, within(1.9));
    assertThat(output)
        .containsOnlyOnce("off the database's")
        .containsOnlyOnce("agrees with the database's again");
  }

  @Test
  void everyServiceMeasuresIt() {
    assertThat(services.get("bidseal.clock.skew").gauge().value()).isCloseTo(0, within(1.9));
  }

  private double measured() {
    return registry.get("bidseal.clock.skew").gauge().value();
  }

  private static void sweep(ClockSkew skew) {
    Mono.from(skew.sweep()).block();
  }
}
