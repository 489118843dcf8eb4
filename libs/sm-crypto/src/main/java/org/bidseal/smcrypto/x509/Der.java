package org.bidseal.smcrypto.x509;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Object;

/// DER of objects that always encode, and bit strings that hold bytes.
final class Der {
  private Der() {}

  static byte[] encode(ASN1Object object) {
    try {
      return object.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("an object built in memory always encodes", e);
    }
  }

  /// @throws IllegalArgumentException if the bits are no whole bytes
  static byte[] octets(ASN1BitString bits) {
    if (bits.getPadBits() != 0) {
      throw new IllegalArgumentException("expected whole bytes");
    }
    return bits.getOctets();
  }
}
