package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// A host whose clock is ten minutes ahead, or a bidder's insider who sets it so. The database's
/// clock decides.
@Import(HostClockTest.Ahead.class)
class HostClockTest extends BidTest {
  @TestConfiguration
  static class Ahead {
    @Bean
    Clock clock() {
      return Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));
    }
  }

  @Test
  void opensNothingEarly() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    move(draft.openingId(), "-1 second", "5 minutes");
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");

    assertThat(
            bidder
                .coDecrypt(draft.envelopeId(), session, bidder.entry(draft.envelopeId()))
                .problem(403))
        .isEqualTo("opening-not-open");
    assertThat(bidder.contentKey(draft.envelopeId(), session, "0f".repeat(16)).problem(403))
        .isEqualTo("opening-not-open");
  }

  @Test
  void sealsUntilTheDatabasesDeadlineAndTellsItsTime() {
    Bidder bidder = bidder();
    backUp(bidder);
    Instant deadline = Instant.now().plus(Duration.ofMinutes(5));
    Draft draft = sealed(opening(deadline, deadline), 100, bidder);

    Instant sealedAt = Instant.parse(show(draft.envelopeId()).path("sealedAt").asString());
    assertThat(sealedAt).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    decrypt(draft, bidder);
  }
}
