package org.bidseal.crypto.opening.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.opening.RecipientDemand;
import org.bidseal.crypto.opening.schedule.ScheduleChange.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Deadline at minute 10, opening at minute 20, window of 60 minutes; changes at each phase.
final class ScheduleChangeTest {
  private static final Instant START = Instant.parse("2026-11-22T01:00:00Z");
  private static final Opening OPENING =
      new Opening(
          new UUID(0, 1),
          new UUID(0, 2),
          "T",
          "1",
          Opening.Stage.WHOLE,
          "Road",
          minute(10),
          minute(20),
          Duration.ofMinutes(60),
          START,
          null,
          Opening.UnconfirmedBids.VALID,
          RecipientDemand.NONE,
          false);

  private static Instant minute(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  @ParameterizedTest(name = "at minute {0}, sealed {1}: {2} and {3} is {4}")
  @CsvSource({
    // Registered, nothing sealed: any future.
    "5, false, 15, 25, ''",
    "5, false, 10, 20, ''",
    "5, false, 6, 6, ''",
    "5, false, 5, 20, TIMES_INVALID",
    "5, false, 4, 20, TIMES_INVALID",
    "5, false, 15, 14, TIMES_INVALID",
    // Registered, a bid sealed: never earlier.
    "5, true, 15, 25, ''",
    "5, true, 10, 20, ''",
    "5, true, 10, 21, ''",
    "5, true, 9, 20, EARLIER_THAN_SEALED",
    "5, true, 10, 19, EARLIER_THAN_SEALED",
    "5, true, 9, 25, EARLIER_THAN_SEALED",
    "5, true, 4, 25, TIMES_INVALID",
    // Closed: only the opening time, and only later; whether sealed or not.
    "10, true, 10, 25, ''",
    "19, false, 10, 20, ''",
    "10, true, 11, 25, DEADLINE_PASSED",
    "10, false, 30, 40, DEADLINE_PASSED",
    "10, true, 9, 25, DEADLINE_PASSED",
    "10, true, 10, 19, EARLIER_THAN_SEALED",
    "10, false, 10, 19, EARLIER_THAN_SEALED",
    // Opened, ended.
    "20, true, 10, 30, OPENED",
    "20, false, 30, 40, OPENED",
    "80, true, 90, 100, OPENED"
  })
  void isJudgedByPhaseAndSeals(
      int now, boolean sealed, int deadline, int opensAt, String expected) {
    Optional<Refusal> refusal =
        new ScheduleChange(minute(deadline), minute(opensAt)).refusal(OPENING, minute(now), sealed);
    assertThat(refusal)
        .isEqualTo(expected.isEmpty() ? Optional.empty() : Optional.of(Refusal.valueOf(expected)));
  }
}
