package org.bidseal.smcrypto.envelope;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import org.bidseal.smcrypto.Secret;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.evidence.TreeKey;
import org.bidseal.smcrypto.kdf.HkdfSm3;
import org.bidseal.smcrypto.kdf.HmacSm3;
import org.bidseal.smcrypto.sm4.Sm4Key;

/// The 16 random bytes from which an envelope's keys follow; what a co-decryption yields.
public final class FileKey extends Secret {
  /// Length in bytes.
  public static final int BYTES = 16;

  private static final byte[] COMMIT = ascii("bidseal-commit-v1");
  private static final byte[] PAYLOAD = ascii("bidseal-payload-v1");
  private static final byte[] TREE = ascii("bidseal-tree-v1");

  private FileKey(byte[] bytes) {
    super(bytes, BYTES);
  }

  /// Draws a key for one envelope.
  public static FileKey random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new FileKey(bytes);
  }

  /// From decrypted bytes, which are copied.
  ///
  /// @throws IllegalArgumentException on another length
  public static FileKey of(byte[] bytes) {
    return new FileKey(bytes.clone());
  }

  /// A copy of the bytes, which the caller zeroes.
  public byte[] exposeBytes() {
    return live().clone();
  }

  /// `HMAC-SM3(fileKey, "bidseal-commit-v1" ‖ envelopeId)`.
  Sm3Hash commitment(UUID envelopeId) {
    return HmacSm3.of(live(), COMMIT, EnvelopeHeader.bytes(envelopeId));
  }

  Sm4Key payloadKey(EnvelopeHeader header) {
    byte[] derived = derive(PAYLOAD, header, Sm4Key.BYTES);
    try {
      return Sm4Key.of(derived);
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  TreeKey treeKey(EnvelopeHeader header) {
    byte[] derived = derive(TREE, header, TreeKey.BYTES);
    try {
      return TreeKey.of(derived);
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  private byte[] derive(byte[] label, EnvelopeHeader header, int length) {
    byte[] info = Arrays.copyOf(label, label.length + Sm3Hash.BYTES);
    System.arraycopy(header.hash().bytes(), 0, info, label.length, Sm3Hash.BYTES);
    return HkdfSm3.derive(live(), header.salt(), info, length);
  }

  private static byte[] ascii(String label) {
    return label.getBytes(StandardCharsets.US_ASCII);
  }
}
