package org.bidseal.crypto.decryption.job;

import java.util.Arrays;
import java.util.UUID;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.envelope.FileKey;
import org.bidseal.smcrypto.policy.BidderKey;
import org.springframework.stereotype.Component;

/// File keys on their way from the phone to the worker: wrapped, bound to their job.
@Component
public class FileKeys {
  private final KeyWrapping wrapping;

  FileKeys(KeyWrapping wrapping) {
    this.wrapping = wrapping;
  }

  /// From the wire; the caller closes it.
  public static BidderKey ofHex(String text) {
    byte[] bytes = Hex.decode(text, BidderKey.BYTES);
    try {
      return BidderKey.of(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /// Wraps a key for its job.
  public WrappedSecret wrap(FileKey key, UUID jobId, UUID envelopeId) {
    try (SecretBytes secret = SecretBytes.takeOver(key.exposeBytes())) {
      return wrapping.wrap(secret, boundTo(jobId, envelopeId));
    }
  }

  /// The caller closes it.
  FileKey unwrap(WrappedSecret wrapped, UUID jobId, UUID envelopeId) {
    try (SecretBytes secret = wrapping.unwrap(wrapped, boundTo(jobId, envelopeId))) {
      return secret.expose(FileKey::of);
    }
  }

  private static Aad boundTo(UUID jobId, UUID envelopeId) {
    return Aad.of("file-key", jobId, envelopeId);
  }
}
