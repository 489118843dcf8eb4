package org.bidseal.crypto.blob.staging;

import java.security.SecureRandom;
import java.util.UUID;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.sm4.Sm4Key;
import org.springframework.stereotype.Component;

/// Keys of staged plaintexts: wrapped, bound to their upload. Calls may wait.
@Component
public class StagingKeys {
  private final KeyWrapping wrapping;
  private final SecureRandom random;

  StagingKeys(KeyWrapping wrapping, SecureRandom random) {
    this.wrapping = wrapping;
    this.random = random;
  }

  /// Draws a key for an upload.
  public WrappedSecret draw(UUID uploadId) {
    try (Sm4Key key = Sm4Key.random(random);
        SecretBytes secret = SecretBytes.takeOver(key.exposeBytes())) {
      return wrapping.wrap(secret, boundTo(uploadId));
    }
  }

  /// The caller closes it.
  public Sm4Key unwrap(WrappedSecret wrapped, UUID uploadId) {
    try (SecretBytes secret = wrapping.unwrap(wrapped, boundTo(uploadId))) {
      return secret.expose(Sm4Key::of);
    }
  }

  private static Aad boundTo(UUID uploadId) {
    return Aad.of("staging-key", uploadId);
  }
}
