package org.bidseal.smcrypto.proof;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.InvalidPointException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Curve;
import org.bidseal.smcrypto.Sm3Stream;
import org.bouncycastle.util.BigIntegers;

/// The proof of a blinded co-decryption (docs/split-key.md, "Blinded co-decryption"): its maker
/// knows `x1` with `P1 = x1·G` and some `y` with `T1 = y·C1`. Two of Schnorr's proofs under one
/// challenge, each with an answer of its own.
///
/// The second is what ties the request to the ciphertext that is named: who knows which multiple of
/// its C1 he sends cannot turn the answer into one for another ciphertext.
///
/// @param c the challenge
/// @param share the answer for `x1`
/// @param factor the answer for `y`; all three in `[1, n-1]`, none secret
public record BlindProof(BigInteger c, BigInteger share, BigInteger factor) {
  private static final byte[] LABEL = "bidseal-blind-proof-v1".getBytes(StandardCharsets.US_ASCII);

  /// The points that a proof is about.
  public record Images(Point p1, Point c1, Point t1) {}

  /// Checks the range.
  ///
  /// @throws IllegalArgumentException outside `[1, n-1]`
  public BlindProof {
    requireRange(c);
    requireRange(share);
    requireRange(factor);
  }

  /// From the wire: three times 64 lower-case hexadecimal digits.
  ///
  /// @throws IllegalArgumentException on any other text or a value out of range
  public static BlindProof ofHex(String c, String share, String factor) {
    return new BlindProof(number(c), number(share), number(factor));
  }

  /// Proves, drawing two nonces, first that for `x1`.
  public static BlindProof prove(
      ProofContext context, Images images, Scalar x1, Scalar y, SecureRandom random) {
    while (true) {
      try (Scalar w = Scalar.random(random);
          Scalar v = Scalar.random(random)) {
        BigInteger c = challenge(context, images, Point.generatorTimes(w), images.c1().times(v));
        BigInteger share = Sm2Curve.add(w.exposeNumber(), Sm2Curve.multiply(c, x1.exposeNumber()));
        BigInteger factor = Sm2Curve.add(v.exposeNumber(), Sm2Curve.multiply(c, y.exposeNumber()));
        if (c.signum() != 0 && share.signum() != 0 && factor.signum() != 0) {
          return new BlindProof(c, share, factor);
        }
      }
    }
  }

  /// Whether it holds for these points in this context.
  public boolean holds(ProofContext context, Images images) {
    BigInteger minusC = Sm2Curve.N.subtract(c);
    try {
      Point a = Point.sumOfPublicMultiples(Point.G, share, images.p1(), minusC);
      Point b = Point.sumOfPublicMultiples(images.c1(), factor, images.t1(), minusC);
      return BigIntegers.areSecretValuesEqual(256, challenge(context, images, a, b), c);
    } catch (InvalidPointException infinity) {
      return false;
    }
  }

  /// `SM3("bidseal-blind-proof-v1" ‖ SM3(context) ‖ G ‖ P1 ‖ A ‖ C1 ‖ T1 ‖ B) mod n`.
  private static BigInteger challenge(ProofContext context, Images images, Point a, Point b) {
    return new Sm3Stream()
        .update(LABEL)
        .update(context.hash().bytes())
        .update(Point.G.encoded())
        .update(images.p1().encoded())
        .update(a.encoded())
        .update(images.c1().encoded())
        .update(images.t1().encoded())
        .update(b.encoded())
        .finish()
        .moduloOrder();
  }

  /// A number of this proof for the wire.
  public static String hex(BigInteger number) {
    return Hex.encode(BigIntegers.asUnsignedByteArray(32, number));
  }

  private static BigInteger number(String hex) {
    return BigIntegers.fromUnsignedByteArray(Hex.decode(hex, 32));
  }

  private static void requireRange(BigInteger value) {
    if (value.signum() <= 0 || value.compareTo(Sm2Curve.N) >= 0) {
      throw new IllegalArgumentException("a blind proof's numbers lie in [1, n-1]");
    }
  }
}
