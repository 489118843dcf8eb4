package org.bidseal.identity.certificate;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What other services are told of certificates. Subject: the certificate.
final class CertificateEvents {

  static final String CERTIFICATE_ISSUED = "org.bidseal.identity.certificate-issued.v1";
  static final String CERTIFICATE_DOWNLOADED = "org.bidseal.identity.certificate-downloaded.v1";
  static final String CERTIFICATE_REVOKED = "org.bidseal.identity.certificate-revoked.v1";

  /// @param certificate DER in base64
  record CertificateIssued(
      UUID certificateId,
      UUID applicationId,
      Certificate.KeyUse usage,
      UUID keyId,
      String serialNumber,
      UUID personId,
      @Nullable UUID enterpriseId,
      UUID deviceId,
      Instant notBefore,
      Instant notAfter,
      String subject,
      String certificate) {
    static CertificateIssued of(Certificate.Content content) {
      return new CertificateIssued(
          content.certificateId(),
          content.applicationId(),
          content.usage(),
          content.keyId(),
          content.serialNumber(),
          content.personId(),
          content.enterpriseId(),
          content.deviceId(),
          content.notBefore(),
          content.notAfter(),
          content.subject(),
          content.der());
    }
  }

  record CertificateDownloaded(UUID certificateId) {}

  record CertificateRevoked(UUID certificateId, RevocationReason reason) {}

  private CertificateEvents() {}
}
