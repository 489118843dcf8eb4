package org.bidseal.identity.authority;

import java.util.List;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
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
  /// Signs receipts of sealed bids and opening records, and says so: else a verifier could not tell
  /// a bidder's signature from the service's.
  RECEIPT(CertificateContent.SIGNING);

  /// Extended key usage of RECEIPT (docs/opening-record.md), under the UUID arc 2.25 (ITU-T X.667).
  private static final KeyPurposeId RECEIPTS =
      KeyPurposeId.getInstance(
          new ASN1ObjectIdentifier("2.25.121289401307617825505616835740981049587"));

  private final int keyUsageBits;

  Profile(int keyUsageBits) {
    this.keyUsageBits = keyUsageBits;
  }

  int keyUsageBits() {
    return keyUsageBits;
  }

  /// Extensions that this profile adds.
  List<Extension> extensions() {
    return switch (this) {
      case TIMESTAMP -> List.of(only(true, KeyPurposeId.id_kp_timeStamping));
      case RECEIPT -> List.of(only(false, RECEIPTS));
      case SIGNING, ENCRYPTION, SEAL_MAKER -> List.of();
    };
  }

  private static Extension only(boolean critical, KeyPurposeId purpose) {
    return Encoding.extension(Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(purpose));
  }
}
