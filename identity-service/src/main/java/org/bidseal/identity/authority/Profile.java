package org.bidseal.identity.authority;

import java.util.List;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/// What a certificate of the issuing authority is for (GM/T 0015-2012: dual certificates of
/// holders; key usage per RFC 5280 §4.2.1.3).
public enum Profile {
  /// A holder's signing key.
  SIGNING(CertificateContent.SIGNING),
  /// A holder's encryption key.
  ENCRYPTION(CertificateContent.ENCRYPTION),
  /// Makes electronic seals (GB/T 38540-2020).
  SEAL_MAKER(CertificateContent.SIGNING),
  /// Signs timestamps: the one extended key usage, critical, that RFC 3161 §2.3 demands.
  TIMESTAMP(CertificateContent.SIGNING),
  /// Signs receipts of sealed bids.
  RECEIPT(CertificateContent.SIGNING);

  private final int keyUsageBits;

  Profile(int keyUsageBits) {
    this.keyUsageBits = keyUsageBits;
  }

  int keyUsageBits() {
    return keyUsageBits;
  }

  /// Extensions that this profile adds.
  List<Extension> extensions() {
    return this == TIMESTAMP
        ? List.of(
            Encoding.extension(
                Extension.extendedKeyUsage,
                true,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping)))
        : List.of();
  }
}
