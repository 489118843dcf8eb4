package org.bidseal.crypto.keyshare;

import java.util.Arrays;
import java.util.UUID;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.policy.KeyShare;
import org.springframework.stereotype.Component;

/// Wraps shares, each bound to its envelope and key.
@Component
public class ShareVault {
  private final KeyWrapping wrapping;

  ShareVault(KeyWrapping wrapping) {
    this.wrapping = wrapping;
  }

  /// From the wire; the caller closes it.
  ///
  /// @throws IllegalArgumentException if it is no share
  public static KeyShare ofHex(String text) {
    byte[] bytes = Hex.decode(text, KeyShare.BYTES);
    try {
      return KeyShare.of(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /// Wraps a share.
  public HeldShare wrap(KeyShare share, UUID envelopeId, UUID keyId) {
    try (SecretBytes secret = SecretBytes.takeOver(share.exposeBytes())) {
      return new HeldShare(envelopeId, keyId, wrapping.wrap(secret, boundTo(envelopeId, keyId)));
    }
  }

  /// The caller closes it.
  public KeyShare unwrap(HeldShare held) {
    try (SecretBytes secret =
        wrapping.unwrap(held.share(), boundTo(held.envelopeId(), held.keyId()))) {
      return secret.expose(KeyShare::of);
    }
  }

  private static Aad boundTo(UUID envelopeId, UUID keyId) {
    return Aad.of("key-share", envelopeId, keyId);
  }
}
