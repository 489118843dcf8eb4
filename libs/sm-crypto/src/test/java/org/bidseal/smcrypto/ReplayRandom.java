package org.bidseal.smcrypto;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;

/// Gives out bytes set down beforehand, so that vectors can be replayed, and fails when they run
/// out.
public final class ReplayRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;
  private int next;

  private ReplayRandom(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Gives out the concatenation of these hexadecimal texts.
  public static ReplayRandom of(String... hex) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String text : hex) {
      out.writeBytes(Hex.decode(text));
    }
    return new ReplayRandom(out.toByteArray());
  }

  @Override
  public void nextBytes(byte[] target) {
    if (next + target.length > bytes.length) {
      throw new IllegalStateException("more randomness drawn than set down");
    }
    System.arraycopy(bytes, next, target, 0, target.length);
    next += target.length;
  }

  /// Whether all bytes were drawn.
  public boolean isSpent() {
    return next == bytes.length;
  }
}
