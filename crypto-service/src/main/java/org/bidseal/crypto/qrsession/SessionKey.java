package org.bidseal.crypto.qrsession;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.smcrypto.Sm3Hash;

/// The idempotency key of a session that is opened for a caller's request: the same for a
/// repetition of it, and another for everybody else's.
public final class SessionKey {
  private SessionKey() {}

  /// The key.
  ///
  /// @param prefix which kind of request
  public static String of(String prefix, IdempotencyKey key) {
    return prefix
        + "-"
        + Sm3Hash.of(
                key.caller().getBytes(UTF_8),
                new byte[] {0},
                key.key().getBytes(UTF_8),
                new byte[] {0},
                key.request().getBytes(UTF_8))
            .hex();
  }
}
