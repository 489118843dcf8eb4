package org.bidseal.phone.key;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import org.bidseal.smcrypto.IdBytes;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;

/// What [ShareBox] and [PieceBox] have in common on the wire: a secret scalar of a key, the key's
/// id and share generation, and what else belongs to it.
///
/// @param value closed by whoever opened the box
/// @param more follows the others, not secret
record BoxedScalar(Scalar value, UUID keyId, int generation, ByteBuffer more) {
  private static final int BYTES = Scalar.BYTES + IdBytes.BYTES + Integer.BYTES;

  byte[] sealFor(Point transportKey, SecureRandom random) {
    byte[] secret = value.exposeBytes();
    byte[] plaintext =
        ByteBuffer.allocate(BYTES + more.remaining())
            .put(secret)
            .put(IdBytes.of(keyId))
            .putInt(generation)
            .put(more.duplicate())
            .array();
    byte[] box = Sm2Encryption.encrypt(transportKey, plaintext, random).der();
    Arrays.fill(secret, (byte) 0);
    Arrays.fill(plaintext, (byte) 0);
    return box;
  }

  /// @param moreBytes how many bytes follow
  /// @param what it is to hold, for the message
  static BoxedScalar open(byte[] box, Sm2KeyPair transportKey, int moreBytes, String what) {
    byte[] plaintext = transportKey.decrypt(Sm2Ciphertext.ofDer(box));
    try {
      if (plaintext.length != BYTES + moreBytes) {
        throw new IllegalArgumentException("not a " + what);
      }
      byte[] secret = Arrays.copyOf(plaintext, Scalar.BYTES);
      Scalar value = Scalar.of(secret);
      Arrays.fill(secret, (byte) 0);
      ByteBuffer in = ByteBuffer.wrap(plaintext, Scalar.BYTES, plaintext.length - Scalar.BYTES);
      UUID keyId = new UUID(in.getLong(), in.getLong());
      int generation = in.getInt();
      byte[] more = new byte[moreBytes];
      in.get(more);
      return new BoxedScalar(value, keyId, generation, ByteBuffer.wrap(more));
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  /// Six digits: SM3 over the sender's transport key, the receiver's, the key's id (16 bytes) and
  /// the image of what is sent, mod 10⁶.
  static String comparisonCode(Point sender, Point receiver, UUID keyId, Point image) {
    return Sm3Hash.of(sender.encoded(), receiver.encoded(), IdBytes.of(keyId), image.encoded())
        .shortCode();
  }
}
