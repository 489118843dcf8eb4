package org.bidseal.smcrypto.policy;

import java.security.SecureRandom;
import org.bidseal.smcrypto.Secret;

/// The 16 random bytes of one envelope that only the key of its event lock gives away.
public final class LockSecret extends Secret {
  /// Length in bytes.
  public static final int BYTES = 16;

  private LockSecret(byte[] bytes) {
    super(bytes, BYTES);
  }

  /// Draws a secret for one envelope.
  public static LockSecret random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new LockSecret(bytes);
  }

  /// From decrypted bytes, which are copied.
  ///
  /// @throws IllegalArgumentException on another length
  public static LockSecret of(byte[] bytes) {
    return new LockSecret(bytes.clone());
  }

  /// A copy of the bytes, which the caller zeroes.
  public byte[] exposeBytes() {
    return live().clone();
  }
}
