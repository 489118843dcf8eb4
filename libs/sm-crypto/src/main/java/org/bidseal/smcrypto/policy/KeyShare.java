package org.bidseal.smcrypto.policy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.bidseal.smcrypto.IdBytes;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Secret;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sharing.SecretPiece;

/// One recipient's share of a bidder key as an envelope carries it: `index ‖ share`, 1 and 32
/// bytes. Fewer shares than the threshold tell nothing of the key.
public final class KeyShare extends Secret {
  /// Length in bytes.
  public static final int BYTES = 1 + Scalar.BYTES;

  private static final byte[] COMMIT = "bidseal-share-v1".getBytes(StandardCharsets.US_ASCII);

  private KeyShare(byte[] bytes) {
    super(bytes, BYTES);
  }

  static KeyShare of(SecretPiece piece) {
    byte[] value = piece.value().exposeBytes();
    try {
      return new KeyShare(ByteBuffer.allocate(BYTES).put((byte) piece.index()).put(value).array());
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  /// From decrypted bytes, which are copied.
  ///
  /// @throws IllegalArgumentException on another length, an index outside 1 … 16, or a share
  ///   outside `[1, n-1]`
  public static KeyShare of(byte[] bytes) {
    KeyShare share = new KeyShare(bytes.clone());
    if (share.index() > RecipientPolicy.MAX_SHARES) {
      share.close();
      throw new IllegalArgumentException("a share's index lies between 1 and 16");
    }
    share.piece().close();
    return share;
  }

  /// At which place of the polynomial.
  public int index() {
    return Byte.toUnsignedInt(live()[0]);
  }

  SecretPiece piece() {
    byte[] value = Arrays.copyOfRange(live(), 1, BYTES);
    try {
      return new SecretPiece(index(), Scalar.of(value));
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  /// A copy of the bytes, which the caller zeroes.
  public byte[] exposeBytes() {
    return live().clone();
  }

  /// `SM3("bidseal-share-v1" ‖ envelopeId ‖ index ‖ share)`.
  public Sm3Hash commitment(UUID envelopeId) {
    return Sm3Hash.of(COMMIT, IdBytes.of(envelopeId), live());
  }
}
