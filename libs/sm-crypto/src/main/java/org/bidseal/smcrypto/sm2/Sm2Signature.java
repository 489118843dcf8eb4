package org.bidseal.smcrypto.sm2;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Sm2Curve;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.util.BigIntegers;

/// An SM2 signature `(r, s)`, both in `[1, n-1]`.
public record Sm2Signature(BigInteger r, BigInteger s) {
  /// Checks the range (GB/T 32918.2-2016 §7.1 B1, B2).
  ///
  /// @throws IllegalArgumentException outside `[1, n-1]`
  public Sm2Signature {
    requireRange(r);
    requireRange(s);
  }

  /// From `r ‖ s`, 64 bytes.
  ///
  /// @throws IllegalArgumentException on another length or a value out of range
  public static Sm2Signature ofRaw(byte[] raw) {
    if (raw.length != 64) {
      throw new IllegalArgumentException("a raw SM2 signature has 64 bytes");
    }
    return new Sm2Signature(
        BigIntegers.fromUnsignedByteArray(raw, 0, 32),
        BigIntegers.fromUnsignedByteArray(raw, 32, 32));
  }

  /// From `r` and `s` as they stand in JSON, 64 lower-case hexadecimal digits each.
  ///
  /// @throws IllegalArgumentException on another form or a value out of range
  public static Sm2Signature ofHex(String r, String s) {
    return new Sm2Signature(number(r), number(s));
  }

  private static BigInteger number(String hex) {
    return BigIntegers.fromUnsignedByteArray(Hex.decode(hex, 32));
  }

  /// From `SM2Signature ::= SEQUENCE { r INTEGER, s INTEGER }` (GM/T 0009-2012 §7.3), DER exactly:
  /// a second encoding of the same signature is refused.
  ///
  /// @throws IllegalArgumentException on anything else
  public static Sm2Signature ofDer(byte[] der) {
    Sm2Signature signature;
    try {
      ASN1Sequence sequence = ASN1Sequence.getInstance(der);
      if (sequence.size() != 2) {
        throw new IllegalArgumentException("an SM2 signature has two numbers");
      }
      signature =
          new Sm2Signature(
              ASN1Integer.getInstance(sequence.getObjectAt(0)).getValue(),
              ASN1Integer.getInstance(sequence.getObjectAt(1)).getValue());
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException("not an SM2 signature", e);
    }
    if (!Arrays.equals(signature.der(), der)) {
      throw new IllegalArgumentException("an SM2 signature must be in DER");
    }
    return signature;
  }

  /// `r ‖ s`, 64 bytes.
  public byte[] raw() {
    byte[] out = new byte[64];
    BigIntegers.asUnsignedByteArray(r, out, 0, 32);
    BigIntegers.asUnsignedByteArray(s, out, 32, 32);
    return out;
  }

  /// The DER encoding of GM/T 0009-2012 §7.3.
  public byte[] der() {
    try {
      return new DERSequence(new ASN1Integer[] {new ASN1Integer(r), new ASN1Integer(s)})
          .getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("two numbers always encode", e);
    }
  }

  private static void requireRange(BigInteger value) {
    if (value.signum() <= 0 || value.compareTo(Sm2Curve.N) >= 0) {
      throw new IllegalArgumentException("r and s lie in [1, n-1]");
    }
  }
}
