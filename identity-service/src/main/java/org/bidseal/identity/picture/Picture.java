package org.bidseal.identity.picture;

import java.util.Base64;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.problem.ProblemException;

/// A picture of a document: JPEG, PNG or GIF by its first bytes, at most 1.5 MB.
public final class Picture {

  static final int MAX_BYTES = 1_500_000;

  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] GIF = {'G', 'I', 'F', '8'};

  private final byte[] bytes;

  private Picture(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Reads base64.
  ///
  /// @throws ProblemException `UNACCEPTABLE_IMAGE`
  public static Picture ofBase64(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(IdentityProblem.UNACCEPTABLE_IMAGE, "Not base64", e);
    }
    if (bytes.length > MAX_BYTES) {
      throw new ProblemException(IdentityProblem.UNACCEPTABLE_IMAGE, "Over 1.5 MB");
    }
    if (!startsWith(bytes, JPEG) && !startsWith(bytes, PNG) && !startsWith(bytes, GIF)) {
      throw new ProblemException(IdentityProblem.UNACCEPTABLE_IMAGE, "Not a JPEG, PNG or GIF");
    }
    return new Picture(bytes);
  }

  /// The file's bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  private static boolean startsWith(byte[] bytes, byte[] magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if (bytes[i] != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
