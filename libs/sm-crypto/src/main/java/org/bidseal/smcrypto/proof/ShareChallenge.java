package org.bidseal.smcrypto.proof;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Stream;

/// The challenge of a share proof, computed alike by both sides: `SM3("bidseal-share-proof-v1" ‖
/// SM3(context) ‖ for each pair: base ‖ image ‖ A) mod n`.
final class ShareChallenge {
  private static final byte[] LABEL = "bidseal-share-proof-v1".getBytes(StandardCharsets.US_ASCII);

  private ShareChallenge() {}

  static BigInteger of(ProofContext context, List<ProofPair> pairs, List<Point> commitments) {
    if (pairs.isEmpty() || !pairs.getFirst().base().equals(Point.G)) {
      throw new IllegalArgumentException("the first pair of a share proof is (G, P1)");
    }
    Sm3Stream stream = new Sm3Stream().update(LABEL).update(context.hash().bytes());
    for (int i = 0; i < pairs.size(); i++) {
      stream
          .update(pairs.get(i).base().encoded())
          .update(pairs.get(i).image().encoded())
          .update(commitments.get(i).encoded());
    }
    return stream.finish().moduloOrder();
  }
}
