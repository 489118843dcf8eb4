package org.bidseal.escrow.wire;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.sm2.Sm2Signature;

/// An SM2 signature: `r` and `s`, 64 lower-case hexadecimal digits each.
public record SignatureText(
    @NotNull @Pattern(regexp = "[0-9a-f]{64}") String r,
    @NotNull @Pattern(regexp = "[0-9a-f]{64}") String s) {

  /// The text of a signature.
  public static SignatureText of(Sm2Signature signature) {
    String raw = Hex.encode(signature.raw());
    return new SignatureText(raw.substring(0, 64), raw.substring(64));
  }

  /// The signature.
  ///
  /// @throws IllegalArgumentException if a number is out of range
  public Sm2Signature signature() {
    return Sm2Signature.ofHex(r, s);
  }
}
