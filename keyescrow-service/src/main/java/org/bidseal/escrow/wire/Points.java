package org.bidseal.escrow.wire;

import org.bidseal.escrow.EscrowProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;

/// Public keys as they come in requests.
public final class Points {
  private Points() {}

  /// Lets a point in.
  ///
  /// @param hex 130 lower-case hexadecimal digits
  /// @throws ProblemException INVALID_POINT
  public static Point received(String hex) {
    try {
      return PointGate.decodeHex(hex);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(EscrowProblem.INVALID_POINT, "Not usable.", e);
    }
  }
}
