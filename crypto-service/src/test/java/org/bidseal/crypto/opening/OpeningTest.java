package org.bidseal.crypto.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.opening.Opening.Phase;
import org.junit.jupiter.api.Test;

class OpeningTest {
  private static final Instant DEADLINE = Instant.parse("2026-11-02T01:00:00Z");
  private static final Instant OPENS = Instant.parse("2026-11-02T01:30:00Z");
  private static final Duration TICK = Duration.ofNanos(1);

  private final Opening opening = opening(OPENS, Duration.ofMinutes(60));

  @Test
  void takesBidsUntilTheDeadlineExclusively() {
    assertThat(opening.takesBidsAt(DEADLINE.minus(TICK))).isTrue();
    assertThat(opening.takesBidsAt(DEADLINE)).isFalse();
  }

  @Test
  void decryptsFromItsTimeOnInclusively() {
    assertThat(opening.decryptsAt(OPENS.minus(TICK))).isFalse();
    assertThat(opening.decryptsAt(OPENS)).isTrue();
    assertThat(opening.hasOpenedAt(OPENS.minus(TICK))).isFalse();
    assertThat(opening.hasOpenedAt(OPENS)).isTrue();
  }

  @Test
  void decryptsUntilItsWindowEndsExclusively() {
    Instant end = OPENS.plus(Duration.ofMinutes(60));
    assertThat(opening.windowEndsAt()).isEqualTo(end);
    assertThat(opening.decryptsAt(end.minus(TICK))).isTrue();
    assertThat(opening.decryptsAt(end)).isFalse();
    assertThat(opening.hasOpenedAt(end)).isTrue();
  }

  @Test
  void hasFourPhases() {
    Instant end = OPENS.plus(Duration.ofMinutes(60));
    assertThat(opening.phaseAt(DEADLINE.minus(TICK))).isEqualTo(Phase.REGISTERED);
    assertThat(opening.phaseAt(DEADLINE)).isEqualTo(Phase.CLOSED);
    assertThat(opening.phaseAt(OPENS.minus(TICK))).isEqualTo(Phase.CLOSED);
    assertThat(opening.phaseAt(OPENS)).isEqualTo(Phase.OPENED);
    assertThat(opening.phaseAt(end.minus(TICK))).isEqualTo(Phase.OPENED);
    assertThat(opening.phaseAt(end)).isEqualTo(Phase.ENDED);
  }

  @Test
  void mayOpenAtItsDeadlineButNotBefore() {
    assertThat(opening(DEADLINE, Duration.ofMinutes(1)).phaseAt(DEADLINE)).isEqualTo(Phase.OPENED);
    assertThatThrownBy(() -> opening(DEADLINE.minus(TICK), Duration.ofMinutes(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> opening(OPENS, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Opening opening(Instant opensAt, Duration window) {
    return new Opening(
        new UUID(0, 1),
        new UUID(0, 2),
        "T-1",
        "L-1",
        Opening.Stage.WHOLE,
        "Road",
        DEADLINE,
        opensAt,
        window,
        DEADLINE.minus(Duration.ofDays(7)),
        null,
        Opening.UnconfirmedBids.VALID,
        RecipientDemand.NONE,
        false);
  }
}
