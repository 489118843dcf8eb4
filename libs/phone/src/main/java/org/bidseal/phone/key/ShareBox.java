package org.bidseal.phone.key;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;

/// A half of a key on its way to another phone:
///
///     D1 (32 bytes) ‖ keyId (16 bytes, big-endian) ‖ share generation (uint32)
///
/// encrypted with SM2 to that phone's transport key, DER of GM/T 0009-2012.
///
/// @param share closed by whoever opened the box
public record ShareBox(DeviceShare share, UUID keyId, int generation) implements AutoCloseable {
  private static final int BYTES = Scalar.BYTES + 16 + Integer.BYTES;

  /// Encrypts for one transport key.
  public byte[] sealFor(Point transportKey, SecureRandom random) {
    byte[] d1 = share.exposeD1().exposeBytes();
    byte[] plaintext =
        ByteBuffer.allocate(BYTES)
            .put(d1)
            .putLong(keyId.getMostSignificantBits())
            .putLong(keyId.getLeastSignificantBits())
            .putInt(generation)
            .array();
    byte[] box = Sm2Encryption.encrypt(transportKey, plaintext, random).der();
    Arrays.fill(d1, (byte) 0);
    Arrays.fill(plaintext, (byte) 0);
    return box;
  }

  /// Decrypts with one's own transport key.
  ///
  /// @throws org.bidseal.smcrypto.sm2.Sm2DecryptionException if the box is for another phone
  /// @throws IllegalArgumentException if it does not hold a share
  public static ShareBox open(byte[] box, Sm2KeyPair transportKey) {
    byte[] plaintext = transportKey.decrypt(Sm2Ciphertext.ofDer(box));
    try {
      if (plaintext.length != BYTES) {
        throw new IllegalArgumentException("not a share");
      }
      ByteBuffer in = ByteBuffer.wrap(plaintext, Scalar.BYTES, BYTES - Scalar.BYTES);
      byte[] d1 = Arrays.copyOf(plaintext, Scalar.BYTES);
      DeviceShare share = DeviceShare.of(Scalar.of(d1));
      Arrays.fill(d1, (byte) 0);
      return new ShareBox(share, new UUID(in.getLong(), in.getLong()), in.getInt());
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  /// The six digits that both people compare aloud before the owner sends: SM3 over the sender's
  /// transport key, the receiver's, the key's id (16 bytes) and P1, mod 10⁶.
  public String comparisonCode(Point senderTransportKey, Point receiverTransportKey) {
    byte[] id =
        ByteBuffer.allocate(16)
            .putLong(keyId.getMostSignificantBits())
            .putLong(keyId.getLeastSignificantBits())
            .array();
    return Sm3Hash.of(
            senderTransportKey.encoded(), receiverTransportKey.encoded(), id, share.p1().encoded())
        .shortCode();
  }

  @Override
  public void close() {
    share.close();
  }
}
