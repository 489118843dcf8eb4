package org.bidseal.smcrypto.share;

import org.bidseal.smcrypto.Scalar;

/// The server's answer to a co-signature: `r`, `s2 = D2·k3`, `s3 = D2·(r + k2)`. Of use only to who
/// holds `D1` and `k1`.
public record CoSignAnswer(Scalar r, Scalar s2, Scalar s3) {
  /// From the wire: three times 64 lower-case hexadecimal digits.
  ///
  /// @throws IllegalArgumentException on any other text or a value outside `[1, n-1]`
  public static CoSignAnswer ofHex(String r, String s2, String s3) {
    return new CoSignAnswer(Scalar.ofHex(r), Scalar.ofHex(s2), Scalar.ofHex(s3));
  }
}
