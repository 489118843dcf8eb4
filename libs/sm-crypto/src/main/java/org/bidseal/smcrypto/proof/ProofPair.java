package org.bidseal.smcrypto.proof;

import java.util.List;
import org.bidseal.smcrypto.Point;

/// One statement of a share proof: `image = x1·base`.
public record ProofPair(Point base, Point image) {
  /// The pairs of every operation but co-decryption: `(G, P1)`.
  public static List<ProofPair> ofShare(Point p1) {
    return List.of(new ProofPair(Point.G, p1));
  }

  /// The pairs of a co-decryption: `(G, P1)` and `(C1, T1)`, which ties the answer to the
  /// ciphertext of that envelope and no other.
  public static List<ProofPair> ofDecryption(Point p1, Point c1, Point t1) {
    return List.of(new ProofPair(Point.G, p1), new ProofPair(c1, t1));
  }

  /// The pairs of a sharing of `D1`: `(G, P1)` and `(A_0, G)`. One `x1` explains both only if `A_0`
  /// is `D1·G`.
  public static List<ProofPair> ofSharing(Point p1, Point secretImage) {
    return List.of(new ProofPair(Point.G, p1), new ProofPair(secretImage, Point.G));
  }
}
