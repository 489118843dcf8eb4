package org.bidseal.smcrypto.sharing;

import java.security.SecureRandom;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ProofPair;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.ShareProver;

/// One piece of a shared secret: the polynomial's value at `index`. The value is secret and is
/// destroyed with the piece; the index is not.
///
/// @param index from 1 to [SecretSharing#MAX_PIECES]
public record SecretPiece(int index, Scalar value) implements AutoCloseable {
  /// Checks the index.
  ///
  /// @throws IllegalArgumentException if it is out of range: at 0 lies the secret itself
  public SecretPiece {
    SecretSharing.requireIndex(index);
  }

  /// `value·G`, which [ShareCommitments#imageOf] must equal.
  public Point image() {
    return Point.generatorTimes(value);
  }

  /// Proves knowledge of the piece, by the pair `(G, value·G)`.
  public ShareProof prove(ProofContext context, SecureRandom random) {
    return ShareProver.prove(value, context, ProofPair.ofShare(image()), random);
  }

  @Override
  public void close() {
    value.close();
  }
}
