package org.bidseal.servicedefaults;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
  private static final Instant TIME = Instant.parse("2026-11-22T06:00:00.123Z");

  private final Ids ids = new Ids(Clock.fixed(TIME, ZoneOffset.UTC), new SecureRandom());

  @Test
  void anIdIsOfVersion7AndSaysItsMillisecond() {
    UUID id = ids.next();
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(TIME.toEpochMilli());
  }

  @Test
  void idsOfOneMillisecondDiffer() {
    Set<UUID> made = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      made.add(ids.next());
    }
    assertThat(made).hasSize(10_000);
  }
}
