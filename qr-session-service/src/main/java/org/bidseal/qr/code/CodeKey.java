package org.bidseal.qr.code;

import java.security.SecureRandom;
import java.util.UUID;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.SecretBytes;

/// The key that a session's codes are made with: 32 random bytes, one per session.
public final class CodeKey {
  static final int BYTES = 32;
  static final String PURPOSE = "qr-code-key";

  private CodeKey() {}

  /// What a stored key is bound to.
  public static Aad boundTo(UUID sessionId) {
    return Aad.of(PURPOSE, sessionId);
  }

  /// A fresh key.
  public static SecretBytes generate(SecureRandom random) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    return SecretBytes.takeOver(key);
  }
}
