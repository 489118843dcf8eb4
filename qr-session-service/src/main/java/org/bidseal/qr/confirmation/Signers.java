package org.bidseal.qr.confirmation;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.identityview.CertificateView;
import org.bidseal.identityview.Certificates;
import org.bidseal.identityview.EnterpriseView;
import org.bidseal.identityview.Enterprises;
import org.bidseal.problem.ProblemException;
import org.bidseal.qr.QrProblem;
import org.bidseal.qr.session.QrSession.Result;
import org.bidseal.qr.session.SessionCard;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Persons with a signing certificate in force.
@Component
class Signers {
  private final Certificates certificates;
  private final Enterprises enterprises;
  private final Clock clock;

  Signers(Certificates certificates, Enterprises enterprises, Clock clock) {
    this.certificates = certificates;
    this.enterprises = enterprises;
    this.clock = clock;
  }

  /// Errs with CERTIFICATE_UNUSABLE unless it is the person's own signing certificate, in force.
  Mono<Signer> find(UUID personId, UUID certificateId) {
    return certificates
        .find(certificateId)
        .filter(certificate -> certificate.signsFor(personId, clock.instant()))
        .switchIfEmpty(Mono.error(Signers::unusable))
        .flatMap(this::signer);
  }

  private static ProblemException unusable() {
    return new ProblemException(
        QrProblem.CERTIFICATE_UNUSABLE,
        "It is not a signing certificate of yours that is downloaded and in force.");
  }

  private Mono<Signer> signer(CertificateView certificate) {
    UUID enterpriseId = certificate.enterpriseId();
    Mono<Optional<EnterpriseView>> enterprise =
        enterpriseId == null
            ? Mono.just(Optional.empty())
            : enterprises.find(enterpriseId).map(Optional::of).defaultIfEmpty(Optional.empty());
    return enterprise.map(found -> new Signer(certificate, found.orElse(null)));
  }

  /// @param enterprise the enterprise of the certificate, null for a personal one
  record Signer(CertificateView certificate, @Nullable EnterpriseView enterprise) {
    UUID certificateId() {
      return certificate.certificateId();
    }

    UUID keyId() {
      return certificate.keyId();
    }

    Point publicKey() {
      return certificate.publicKey();
    }

    /// Errs with SIGNATURE_INVALID.
    void requireSignature(byte[] statement, ConfirmationRequest.Signature signature) {
      if (!Sm2Verifier.verifyMessage(publicKey(), statement, parse(signature))) {
        throw invalid();
      }
    }

    private static Sm2Signature parse(ConfirmationRequest.Signature signature) {
      try {
        return Sm2Signature.ofHex(signature.r(), signature.s());
      } catch (IllegalArgumentException outOfRange) {
        throw invalid();
      }
    }

    private static ProblemException invalid() {
      return new ProblemException(
          QrProblem.SIGNATURE_INVALID, "It is not a signature of this session's statement.");
    }

    boolean isFor(SessionCard.ExpectedEnterprise expected) {
      return enterprise != null
          && enterprise.uscc().equals(expected.uscc())
          && enterprise.name().equals(expected.name());
    }

    Result result() {
      return new Result(
          certificate.personId(),
          certificate.enterpriseId(),
          certificate.certificateId(),
          enterprise == null ? null : enterprise.name(),
          enterprise == null ? null : enterprise.uscc());
    }
  }
}
