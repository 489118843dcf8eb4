package org.bidseal.escrow.box;

import java.util.Base64;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;

/// A key share encrypted to one transport key: an SM2Cipher in DER (GM/T 0009-2012 §7.2) over the
/// 52 bytes of share, key id and generation. This service cannot open it; it checks the form, so
/// that nothing else is ever stored in its place.
public record ShareCiphertext(Sm2Ciphertext cipher) {
  private static final int PLAINTEXT_BYTES = 32 + 16 + Integer.BYTES;

  /// Checks the length of what is inside.
  ///
  /// @throws IllegalArgumentException if it cannot be a share
  public ShareCiphertext {
    if (cipher.c2().length != PLAINTEXT_BYTES) {
      throw new IllegalArgumentException("not as long as an encrypted share");
    }
  }

  /// As it comes in a request.
  ///
  /// @throws ProblemException CIPHERTEXT_MALFORMED
  public static ShareCiphertext received(String base64) {
    try {
      return ofDer(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          EscrowProblem.CIPHERTEXT_MALFORMED, "It is no SM2Cipher of an encrypted share.", e);
    }
  }

  /// From its row.
  ///
  /// @throws IllegalArgumentException on anything else
  public static ShareCiphertext ofDer(byte[] der) {
    return new ShareCiphertext(Sm2Ciphertext.ofDer(der));
  }

  /// The DER encoding.
  public byte[] der() {
    return cipher.der();
  }

  /// The DER encoding in standard base64.
  public String base64() {
    return Base64.getEncoder().encodeToString(der());
  }
}
