package org.bidseal.smcrypto.proof;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Curve;

/// The phone's side of a share proof.
public final class ShareProver {
  private ShareProver() {}

  /// Proves knowledge of `x1`, drawing one nonce `w` (and, with negligible probability, another).
  ///
  /// @throws IllegalArgumentException if the first pair's base is not G
  public static ShareProof prove(
      Scalar x1, ProofContext context, List<ProofPair> pairs, SecureRandom random) {
    while (true) {
      try (Scalar w = Scalar.random(random)) {
        List<Point> commitments = pairs.stream().map(pair -> pair.base().times(w)).toList();
        BigInteger c = ShareChallenge.of(context, pairs, commitments);
        BigInteger z = Sm2Curve.add(w.exposeNumber(), Sm2Curve.multiply(c, x1.exposeNumber()));
        if (c.signum() != 0 && z.signum() != 0) {
          return new ShareProof(c, z);
        }
      }
    }
  }
}
