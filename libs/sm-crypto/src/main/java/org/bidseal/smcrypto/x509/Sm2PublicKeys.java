package org.bidseal.smcrypto.x509;

import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/// Points as `SubjectPublicKeyInfo` (GM/T 0009-2012 §7.1: id-ecPublicKey with the named curve).
public final class Sm2PublicKeys {
  private Sm2PublicKeys() {}

  /// Wraps a point.
  public static SubjectPublicKeyInfo toInfo(Point publicKey) {
    return new SubjectPublicKeyInfo(Sm2Algorithms.PUBLIC_KEY, publicKey.encoded());
  }

  /// Unwraps a point through the gate.
  ///
  /// @throws IllegalArgumentException if the algorithm is not id-ecPublicKey on the named curve
  ///   sm2p256v1, or the point is refused
  public static Point fromInfo(SubjectPublicKeyInfo info) {
    if (!info.getAlgorithm().equals(Sm2Algorithms.PUBLIC_KEY)) {
      throw new IllegalArgumentException("not an SM2 public key");
    }
    return PointGate.decode(Der.octets(info.getPublicKeyData()));
  }
}
