package org.bidseal.escrow.statement;

import java.time.Clock;
import java.util.UUID;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.identityview.CertificateView;
import org.bidseal.identityview.Certificates;
import org.bidseal.problem.ProblemException;
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

  /// Errs with CERTIFICATE_UNUSABLE unless it is the person's own signing certificate, in force.
  Mono<CertificateView> find(UUID personId, UUID certificateId) {
    return certificates
        .find(certificateId)
        .filter(certificate -> certificate.signsFor(personId, clock.instant()))
        .switchIfEmpty(Mono.error(Signers::unusable));
  }

  private static ProblemException unusable() {
    return new ProblemException(
        EscrowProblem.CERTIFICATE_UNUSABLE,
        "It is not a signing certificate of yours that is downloaded and in force.");
  }
}
