package org.bidseal.escrow.quorum;

import java.util.Base64;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;

/// A piece encrypted to one transport key: an SM2Cipher in DER (GM/T 0009-2012 §7.2) over the 53
/// bytes of piece, key id, generation and index. This service checks the form alone.
final class PieceCiphertext {
  private static final int PLAINTEXT_BYTES = 32 + 16 + Integer.BYTES + 1;

  private PieceCiphertext() {}

  /// As it comes in a request.
  ///
  /// @throws ProblemException CIPHERTEXT_MALFORMED
  static byte[] received(String base64) {
    try {
      Sm2Ciphertext cipher = Sm2Ciphertext.ofDer(Base64.getDecoder().decode(base64));
      if (cipher.c2().length == PLAINTEXT_BYTES) {
        return cipher.der();
      }
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          EscrowProblem.CIPHERTEXT_MALFORMED, "It is no SM2Cipher of an encrypted piece.", e);
    }
    throw new ProblemException(
        EscrowProblem.CIPHERTEXT_MALFORMED, "It is not as long as an encrypted piece.");
  }
}
