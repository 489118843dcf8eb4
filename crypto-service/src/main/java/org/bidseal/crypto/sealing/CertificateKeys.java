package org.bidseal.crypto.sealing;

import java.util.Base64;
import org.bidseal.crypto.envelope.Recipient;
import org.bidseal.identityview.CertificateView;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.bidseal.smcrypto.x509.Sm2Certificates;

/// Public keys out of certificates.
public final class CertificateKeys {
  private CertificateKeys() {}

  /// The key that a recipient's certificate names.
  public static Point of(Recipient recipient) {
    return ofBase64(recipient.certificate());
  }

  static Recipient recipient(CertificateView certificate) {
    return new Recipient(
        certificate.certificateId(),
        certificate.keyId(),
        certificate.personId(),
        SubjectKeyId.of(certificate.publicKey()).hex(),
        certificate.certificateBase64());
  }

  private static Point ofBase64(String certificate) {
    return Sm2Certificates.publicKey(
        Sm2Certificates.parse(Base64.getDecoder().decode(certificate)));
  }
}
