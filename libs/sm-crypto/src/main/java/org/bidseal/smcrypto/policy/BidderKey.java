package org.bidseal.smcrypto.policy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.UUID;
import org.bidseal.smcrypto.IdBytes;
import org.bidseal.smcrypto.Secret;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.kdf.HmacSm3;

/// The 16 random bytes that a bid's recipients can get at: the whole of its file key, unless an
/// event lock holds the other half.
public final class BidderKey extends Secret {
  /// Length in bytes.
  public static final int BYTES = 16;

  private static final byte[] COMMIT = "bidseal-bidder-v1".getBytes(StandardCharsets.US_ASCII);

  private BidderKey(byte[] bytes) {
    super(bytes, BYTES);
  }

  /// Draws a key for one envelope.
  public static BidderKey random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new BidderKey(bytes);
  }

  /// From decrypted bytes, which are copied.
  ///
  /// @throws IllegalArgumentException on another length
  public static BidderKey of(byte[] bytes) {
    return new BidderKey(bytes.clone());
  }

  /// A copy of the bytes, which the caller zeroes.
  public byte[] exposeBytes() {
    return live().clone();
  }

  /// `HMAC-SM3(bidderKey, "bidseal-bidder-v1" ‖ envelopeId)`: what an event lock says of this key,
  /// so that a wrong one is refused before the lock is released.
  public Sm3Hash commitment(UUID envelopeId) {
    return HmacSm3.of(live(), COMMIT, IdBytes.of(envelopeId));
  }
}
