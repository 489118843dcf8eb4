package org.bidseal.smcrypto.evidence;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Secret;
import org.bidseal.smcrypto.Sm3Hash;

/// The random `r` (32 bytes) that only the bidder keeps, to prove what was sealed if the key is
/// lost: the fleet keeps `SM3("bidseal-fallback-v1" ‖ r ‖ SM3(plaintext))`.
public final class FallbackNonce extends Secret {
  /// Length in bytes.
  public static final int BYTES = 32;

  private static final byte[] LABEL = "bidseal-fallback-v1".getBytes(StandardCharsets.US_ASCII);

  private FallbackNonce(byte[] bytes) {
    super(bytes, BYTES);
  }

  /// Draws a nonce.
  public static FallbackNonce random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new FallbackNonce(bytes);
  }

  /// From the bidder's copy of the receipt: 64 lower-case hexadecimal digits.
  ///
  /// @throws IllegalArgumentException on any other text
  public static FallbackNonce ofHex(String text) {
    return new FallbackNonce(Hex.decode(text, BYTES));
  }

  /// For the bidder's own copy of the receipt, and nowhere else before the opening.
  public String exposeHex() {
    return Hex.encode(live());
  }

  /// The commitment to a file by its plain SM3. Compare with [Sm3Hash#equals].
  public Sm3Hash commitTo(Sm3Hash plaintextSm3) {
    return Sm3Hash.of(LABEL, live(), plaintextSm3.bytes());
  }
}
