package org.bidseal.smcrypto.proof;

import java.math.BigInteger;
import java.util.List;
import org.bidseal.smcrypto.InvalidPointException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm2Curve;
import org.bouncycastle.util.BigIntegers;

/// The server's side of a share proof.
public final class ShareVerifier {
  private ShareVerifier() {}

  /// Whether the proof holds for these pairs in this context.
  ///
  /// @throws IllegalArgumentException if the first pair's base is not G
  public static boolean verify(ShareProof proof, ProofContext context, List<ProofPair> pairs) {
    BigInteger minusC = Sm2Curve.N.subtract(proof.c());
    List<Point> commitments;
    try {
      commitments =
          pairs.stream()
              .map(p -> Point.sumOfPublicMultiples(p.base(), proof.z(), p.image(), minusC))
              .toList();
    } catch (InvalidPointException infinity) {
      return false;
    }
    BigInteger expected = ShareChallenge.of(context, pairs, commitments);
    return BigIntegers.areSecretValuesEqual(256, expected, proof.c());
  }
}
