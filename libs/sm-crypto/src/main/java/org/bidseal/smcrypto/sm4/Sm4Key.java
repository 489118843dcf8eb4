package org.bidseal.smcrypto.sm4;

import java.security.SecureRandom;
import org.bidseal.smcrypto.Secret;

/// An SM4 key: 16 bytes.
public final class Sm4Key extends Secret {
  /// Length in bytes.
  public static final int BYTES = 16;

  private Sm4Key(byte[] bytes) {
    super(bytes, BYTES);
  }

  /// Draws a key.
  public static Sm4Key random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Sm4Key(bytes);
  }

  /// From 16 bytes, which are copied.
  ///
  /// @throws IllegalArgumentException on another length
  public static Sm4Key of(byte[] bytes) {
    return new Sm4Key(bytes.clone());
  }

  /// A copy of the bytes, for implementations of [Sm4Gcm], which zero it.
  public byte[] exposeBytes() {
    return live().clone();
  }
}
