package org.bidseal.smcrypto.sm2;

import java.io.IOException;
import java.util.Arrays;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Sm3Hash;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;

/// An SM2 ciphertext: `SM2Cipher ::= SEQUENCE { x INTEGER, y INTEGER, hash OCTET STRING (32),
/// cipherText OCTET STRING }` (GM/T 0009-2012 §7.2). Its point has passed the gate.
public final class Sm2Ciphertext {
  private final Point c1;
  private final Sm3Hash c3;
  private final byte[] c2;

  Sm2Ciphertext(Point c1, Sm3Hash c3, byte[] c2) {
    this.c1 = c1;
    this.c3 = c3;
    this.c2 = c2;
  }

  /// From its parts; `c2` is copied.
  ///
  /// @throws IllegalArgumentException if `c2` is empty
  public static Sm2Ciphertext of(Point c1, Sm3Hash c3, byte[] c2) {
    if (c2.length == 0) {
      throw new IllegalArgumentException("an SM2 ciphertext holds at least one byte");
    }
    return new Sm2Ciphertext(c1, c3, c2.clone());
  }

  /// From DER exactly.
  ///
  /// @throws org.bidseal.smcrypto.InvalidPointException if C1 is not a usable point
  /// @throws IllegalArgumentException on anything else that is not DER of an SM2Cipher
  public static Sm2Ciphertext ofDer(byte[] der) {
    ASN1Sequence sequence;
    try {
      sequence = ASN1Sequence.getInstance(der);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException("not an SM2Cipher", e);
    }
    if (sequence.size() == 4
        && sequence.getObjectAt(0) instanceof ASN1Integer x
        && sequence.getObjectAt(1) instanceof ASN1Integer y
        && sequence.getObjectAt(2) instanceof ASN1OctetString hash
        && sequence.getObjectAt(3) instanceof ASN1OctetString text) {
      Point c1 = PointGate.fromCoordinates(x.getValue(), y.getValue());
      Sm2Ciphertext parsed = of(c1, Sm3Hash.ofBytes(hash.getOctets()), text.getOctets());
      if (Arrays.equals(parsed.der(), der)) {
        return parsed;
      }
    }
    throw new IllegalArgumentException("not an SM2Cipher in DER");
  }

  /// The ephemeral point `C1 = k·G`.
  public Point c1() {
    return c1;
  }

  /// The hash `C3` over the shared point and the plaintext.
  public Sm3Hash c3() {
    return c3;
  }

  /// A copy of the masked plaintext `C2`.
  public byte[] c2() {
    return c2.clone();
  }

  /// The DER encoding.
  public byte[] der() {
    try {
      return new DERSequence(
              new ASN1Encodable[] {
                new ASN1Integer(c1.x()),
                new ASN1Integer(c1.y()),
                new DEROctetString(c3.bytes()),
                new DEROctetString(c2)
              })
          .getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("numbers and octets always encode", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sm2Ciphertext that
        && c1.equals(that.c1)
        && c3.equals(that.c3)
        && Arrays.equals(c2, that.c2);
  }

  @Override
  public int hashCode() {
    return c3.hashCode();
  }

  @Override
  public String toString() {
    return "Sm2Ciphertext[" + c2.length + " bytes]";
  }
}
