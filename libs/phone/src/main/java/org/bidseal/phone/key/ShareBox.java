package org.bidseal.phone.key;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;

/// A half of a key on its way to another phone:
///
///     D1 (32 bytes) ‖ keyId (16 bytes, big-endian) ‖ share generation (uint32)
///
/// encrypted with SM2 to that phone's transport key, DER of GM/T 0009-2012.
///
/// @param share closed by whoever opened the box
public record ShareBox(DeviceShare share, UUID keyId, int generation) implements AutoCloseable {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /// Encrypts for one transport key.
  public byte[] sealFor(Point transportKey, SecureRandom random) {
    return new BoxedScalar(share.exposeD1(), keyId, generation, NOTHING)
        .sealFor(transportKey, random);
  }

  /// Decrypts with one's own transport key.
  ///
  /// @throws org.bidseal.smcrypto.sm2.Sm2DecryptionException if the box is for another phone
  /// @throws IllegalArgumentException if it does not hold a share
  public static ShareBox open(byte[] box, Sm2KeyPair transportKey) {
    BoxedScalar opened = BoxedScalar.open(box, transportKey, 0, "share");
    return new ShareBox(DeviceShare.of(opened.value()), opened.keyId(), opened.generation());
  }

  /// The six digits that both people compare aloud before the owner sends: SM3 over the sender's
  /// transport key, the receiver's, the key's id (16 bytes) and P1, mod 10⁶.
  public String comparisonCode(Point senderTransportKey, Point receiverTransportKey) {
    return BoxedScalar.comparisonCode(senderTransportKey, receiverTransportKey, keyId, share.p1());
  }

  @Override
  public void close() {
    share.close();
  }
}
