package org.bidseal.servicedefaults;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/// Makes identifiers: UUID version 7 (RFC 9562 §5.7), which sort by their time of making, so that
/// primary keys are appended to an index instead of scattered over it. Each carries 74 random bits
/// and the millisecond of its making: it identifies and never authorises.
public final class Ids {
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT_RFC_9562 = 0x8000_0000_0000_0000L;

  private final Clock clock;
  private final SecureRandom random;

  public Ids(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /// A new identifier.
  public UUID next() {
    long millis = clock.millis();
    long high = (millis << 16) | VERSION_7 | (random.nextInt() & 0x0fffL);
    long low = VARIANT_RFC_9562 | (random.nextLong() & 0x3fff_ffff_ffff_ffffL);
    return new UUID(high, low);
  }
}
