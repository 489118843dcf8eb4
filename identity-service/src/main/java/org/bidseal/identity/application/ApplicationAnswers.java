package org.bidseal.identity.application;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bidseal.identity.authority.CertificateAuthority.Anchors;
import org.bidseal.identity.certificate.Certificate;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.jspecify.annotations.Nullable;

/// How applications look from outside.
final class ApplicationAnswers {

  private ApplicationAnswers() {}

  /// @param subjectName distinguished name (RFC 4514)
  /// @param subjectDer the same name, DER in base64: put it into the request as it is
  /// @param signingCertificateId absent before approval
  /// @param encryptionCertificateId absent before approval
  /// @param reason why it was rejected; absent unless state is REJECTED
  record ApplicationAnswer(
      UUID applicationId,
      String state,
      UUID personId,
      @Nullable UUID enterpriseId,
      UUID deviceId,
      String subjectName,
      String subjectDer,
      UUID signingKeyId,
      UUID encryptionKeyId,
      int validityYears,
      Instant createdAt,
      @Nullable UUID signingCertificateId,
      @Nullable UUID encryptionCertificateId,
      @Nullable String reason) {
    static ApplicationAnswer of(CertificateApplication application) {
      CertificateApplication.Content content = application.content();
      return new ApplicationAnswer(
          content.applicationId(),
          application.state(),
          content.personId(),
          content.enterpriseId(),
          content.deviceId(),
          Subjects.text(Subjects.ofBase64(content.subject())),
          content.subject(),
          content.signingKeyId(),
          content.encryptionKeyId(),
          content.validityYears(),
          content.createdAt(),
          signing(application),
          encryption(application),
          application instanceof CertificateApplication.Rejected rejected
              ? rejected.reason()
              : null);
    }

    private static @Nullable UUID signing(CertificateApplication application) {
      return switch (application) {
        case CertificateApplication.Issued issued -> issued.signingCertificateId();
        case CertificateApplication.Downloaded downloaded -> downloaded.signingCertificateId();
        case CertificateApplication.Draft _,
            CertificateApplication.Described _,
            CertificateApplication.Submitted _,
            CertificateApplication.Rejected _ ->
            null;
      };
    }

    private static @Nullable UUID encryption(CertificateApplication application) {
      return switch (application) {
        case CertificateApplication.Issued issued -> issued.encryptionCertificateId();
        case CertificateApplication.Downloaded downloaded -> downloaded.encryptionCertificateId();
        case CertificateApplication.Draft _,
            CertificateApplication.Described _,
            CertificateApplication.Submitted _,
            CertificateApplication.Rejected _ ->
            null;
      };
    }
  }

  /// @param sessionId under which crypto-service co-signs: the application's id
  /// @param e digest to be co-signed, lower-case hex
  record DescribedAnswer(UUID sessionId, String e) {}

  /// @param certificate DER in base64
  record IssuedAnswer(UUID certificateId, String certificate) {
    static IssuedAnswer of(Certificate certificate) {
      return new IssuedAnswer(certificate.content().certificateId(), certificate.content().der());
    }
  }

  /// @param chain from the issuing authority upwards, without the root; DER in base64
  record DownloadAnswer(
      String state,
      IssuedAnswer signingCertificate,
      IssuedAnswer encryptionCertificate,
      List<String> chain) {
    static DownloadAnswer of(Issuance.Pair pair, Anchors anchors) {
      return new DownloadAnswer(
          "DOWNLOADED",
          IssuedAnswer.of(pair.signing()),
          IssuedAnswer.of(pair.encryption()),
          List.of(Base64.getEncoder().encodeToString(Sm2Certificates.encoded(anchors.issuer()))));
    }
  }
}
