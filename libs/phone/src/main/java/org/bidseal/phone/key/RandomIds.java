package org.bidseal.phone.key;

import java.security.SecureRandom;
import java.util.UUID;

/// Random identifiers, UUID version 4 (RFC 9562 §5.4), from an injected source.
public final class RandomIds {
  private RandomIds() {}

  /// A new identifier.
  public static UUID next(SecureRandom random) {
    long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
