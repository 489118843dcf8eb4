package org.bidseal.phone.key;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sharing.SecretPiece;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;

/// A piece of a half of a key on its way to another phone:
///
///     piece (32 bytes) ‖ keyId (16 bytes, big-endian) ‖ share generation (uint32) ‖ index (1 byte)
///
/// encrypted with SM2 to that phone's transport key, DER of GM/T 0009-2012.
///
/// @param piece closed by whoever opened the box
public record PieceBox(SecretPiece piece, UUID keyId, int generation) implements AutoCloseable {
  private static final int BYTES = Scalar.BYTES + 16 + Integer.BYTES + 1;

  /// Encrypts for one transport key.
  public byte[] sealFor(Point transportKey, SecureRandom random) {
    byte[] value = piece.value().exposeBytes();
    byte[] plaintext =
        ByteBuffer.allocate(BYTES)
            .put(value)
            .putLong(keyId.getMostSignificantBits())
            .putLong(keyId.getLeastSignificantBits())
            .putInt(generation)
            .put((byte) piece.index())
            .array();
    byte[] box = Sm2Encryption.encrypt(transportKey, plaintext, random).der();
    Arrays.fill(value, (byte) 0);
    Arrays.fill(plaintext, (byte) 0);
    return box;
  }

  /// Decrypts with one's own transport key.
  ///
  /// @throws org.bidseal.smcrypto.sm2.Sm2DecryptionException if the box is for another phone
  /// @throws IllegalArgumentException if it does not hold a piece
  public static PieceBox open(byte[] box, Sm2KeyPair transportKey) {
    byte[] plaintext = transportKey.decrypt(Sm2Ciphertext.ofDer(box));
    try {
      if (plaintext.length != BYTES) {
        throw new IllegalArgumentException("not a piece");
      }
      ByteBuffer in = ByteBuffer.wrap(plaintext, Scalar.BYTES, BYTES - Scalar.BYTES);
      UUID keyId = new UUID(in.getLong(), in.getLong());
      int generation = in.getInt();
      int index = Byte.toUnsignedInt(in.get());
      byte[] value = Arrays.copyOf(plaintext, Scalar.BYTES);
      SecretPiece piece = new SecretPiece(index, Scalar.of(value));
      Arrays.fill(value, (byte) 0);
      return new PieceBox(piece, keyId, generation);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  /// The six digits that holder and owner compare aloud when the piece is passed on: SM3 over the
  /// holder's transport key, the new phone's, the key's id (16 bytes) and `piece·G`, mod 10⁶.
  public String comparisonCode(Point senderTransportKey, Point receiverTransportKey) {
    byte[] id =
        ByteBuffer.allocate(16)
            .putLong(keyId.getMostSignificantBits())
            .putLong(keyId.getLeastSignificantBits())
            .array();
    return Sm3Hash.of(
            senderTransportKey.encoded(),
            receiverTransportKey.encoded(),
            id,
            piece.image().encoded())
        .shortCode();
  }

  @Override
  public void close() {
    piece.close();
  }
}
