package org.bidseal.seals.impression;

import java.time.Clock;
import java.util.UUID;
import org.bidseal.identityview.CertificateView;
import org.bidseal.identityview.Certificates;
import org.bidseal.identityview.Members;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.seals.SealProblem;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Members of an enterprise with a signing certificate of it.
@Component
class ImpressionSigners {
  private final Members members;
  private final Certificates certificates;
  private final Clock clock;

  ImpressionSigners(Members members, Certificates certificates, Clock clock) {
    this.members = members;
    this.certificates = certificates;
    this.clock = clock;
  }

  /// Errs with NOT_FOUND for somebody who is no member, with CERTIFICATE_UNUSABLE for a certificate
  /// that is not his, not the enterprise's, or not in force.
  Mono<Signer> find(UUID personId, UUID enterpriseId, UUID certificateId) {
    return members
        .isMember(personId, enterpriseId)
        .filter(Boolean::booleanValue)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(CommonProblem.NOT_FOUND, "There is no such enterprise.")))
        .flatMap(_ -> certificates.find(certificateId))
        .filter(certificate -> certificate.signsFor(personId, enterpriseId, clock.instant()))
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    SealProblem.CERTIFICATE_UNUSABLE,
                    "It is not your signing certificate of this enterprise, or not in force.")))
        .map(Signer::new);
  }

  /// Somebody who can sign for the enterprise.
  record Signer(CertificateView certificate) {
    UUID keyId() {
      return certificate.keyId();
    }

    Point publicKey() {
      return certificate.publicKey();
    }

    /// Errs with SIGNATURE_INVALID.
    void requireSignature(byte[] statement, SignatureRequest signature) {
      if (!Sm2Verifier.verifyMessage(publicKey(), statement, parsed(signature))) {
        throw invalid();
      }
    }

    private static Sm2Signature parsed(SignatureRequest signature) {
      try {
        return Sm2Signature.ofHex(signature.r(), signature.s());
      } catch (IllegalArgumentException outOfRange) {
        throw invalid();
      }
    }

    private static ProblemException invalid() {
      return new ProblemException(
          SealProblem.SIGNATURE_INVALID, "It is not a signature of this impression's statement.");
    }
  }
}
