package org.bidseal.smcrypto.proof;

import java.math.BigInteger;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Sm2Curve;
import org.bouncycastle.util.BigIntegers;

/// A share proof: challenge and answer, both in `[1, n-1]`. Neither is secret.
public record ShareProof(BigInteger c, BigInteger z) {
  /// Checks the range.
  ///
  /// @throws IllegalArgumentException outside `[1, n-1]`
  public ShareProof {
    requireRange(c);
    requireRange(z);
  }

  /// From the wire: two times 64 lower-case hexadecimal digits.
  ///
  /// @throws IllegalArgumentException on any other text or a value out of range
  public static ShareProof ofHex(String c, String z) {
    return new ShareProof(number(c), number(z));
  }

  /// The challenge for the wire.
  public String cHex() {
    return Hex.encode(BigIntegers.asUnsignedByteArray(32, c));
  }

  /// The answer for the wire.
  public String zHex() {
    return Hex.encode(BigIntegers.asUnsignedByteArray(32, z));
  }

  private static BigInteger number(String hex) {
    return BigIntegers.fromUnsignedByteArray(Hex.decode(hex, 32));
  }

  private static void requireRange(BigInteger value) {
    if (value.signum() <= 0 || value.compareTo(Sm2Curve.N) >= 0) {
      throw new IllegalArgumentException("c and z lie in [1, n-1]");
    }
  }
}
