package org.bidseal.phone.key;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.sharing.SecretPiece;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;

/// A piece of a half of a key on its way to another phone:
///
///     piece (32 bytes) ‖ keyId (16 bytes, big-endian) ‖ share generation (uint32) ‖ index (1 byte)
///
/// encrypted with SM2 to that phone's transport key, DER of GM/T 0009-2012.
///
/// @param piece closed by whoever opened the box
public record PieceBox(SecretPiece piece, UUID keyId, int generation) implements AutoCloseable {
  /// Encrypts for one transport key.
  public byte[] sealFor(Point transportKey, SecureRandom random) {
    ByteBuffer index = ByteBuffer.wrap(new byte[] {(byte) piece.index()});
    return new BoxedScalar(piece.value(), keyId, generation, index).sealFor(transportKey, random);
  }

  /// Decrypts with one's own transport key.
  ///
  /// @throws org.bidseal.smcrypto.sm2.Sm2DecryptionException if the box is for another phone
  /// @throws IllegalArgumentException if it does not hold a piece
  public static PieceBox open(byte[] box, Sm2KeyPair transportKey) {
    BoxedScalar opened = BoxedScalar.open(box, transportKey, 1, "piece");
    int index = Byte.toUnsignedInt(opened.more().get());
    return new PieceBox(
        new SecretPiece(index, opened.value()), opened.keyId(), opened.generation());
  }

  /// The six digits that holder and owner compare aloud when the piece is passed on: SM3 over the
  /// holder's transport key, the new phone's, the key's id (16 bytes) and `piece·G`, mod 10⁶.
  public String comparisonCode(Point senderTransportKey, Point receiverTransportKey) {
    return BoxedScalar.comparisonCode(
        senderTransportKey, receiverTransportKey, keyId, piece.image());
  }

  @Override
  public void close() {
    piece.close();
  }
}
