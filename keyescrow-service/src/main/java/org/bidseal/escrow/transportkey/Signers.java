package org.bidseal.escrow.transportkey;

import java.time.Clock;
import java.util.Base64;
import java.util.UUID;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.identityview.CertificateView;
import org.bidseal.identityview.Certificates;
import org.bidseal.identityview.KeyUsage;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Persons with a signing certificate in force.
@Component
class Signers {
  private final Certificates certificates;
  private final Clock clock;

  Signers(Certificates certificates, Clock clock) {
    this.certificates = certificates;
    this.clock = clock;
  }

  /// The key of a signing certificate, split.
  record Signer(UUID keyId, Point publicKey) {}

  /// Errs with CERTIFICATE_UNUSABLE unless it is the person's own signing certificate, in force.
  Mono<Signer> find(UUID personId, UUID certificateId) {
    return certificates
        .find(certificateId)
        .filter(certificate -> usable(certificate, personId))
        .switchIfEmpty(Mono.error(Signers::unusable))
        .map(Signers::signer);
  }

  private boolean usable(CertificateView certificate, UUID personId) {
    return certificate.personId().equals(personId)
        && certificate.usage() == KeyUsage.SIGNING
        && certificate.inForceAt(clock.instant());
  }

  private static ProblemException unusable() {
    return new ProblemException(
        EscrowProblem.CERTIFICATE_UNUSABLE,
        "It is not a signing certificate of yours that is downloaded and in force.");
  }

  private static Signer signer(CertificateView certificate) {
    byte[] der = Base64.getDecoder().decode(certificate.certificateBase64());
    return new Signer(certificate.keyId(), Sm2Certificates.publicKey(Sm2Certificates.parse(der)));
  }
}
