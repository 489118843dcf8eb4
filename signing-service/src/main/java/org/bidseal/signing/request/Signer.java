package org.bidseal.signing.request;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.identityview.Certificates;
import org.bidseal.identityview.Members;
import org.bidseal.problem.ProblemException;
import org.bidseal.signing.Bytes;
import org.bidseal.signing.SigningProblem;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Decides whether a person may sign for an enterprise with a certificate, now.
@Component
final class Signer {
  private final Certificates certificates;
  private final Members members;

  Signer(Certificates certificates, Members members) {
    this.certificates = certificates;
    this.members = members;
  }

  /// The certificate to sign with.
  record Usable(UUID keyId, Bytes der) {
    X509Certificate certificate() {
      return Sm2Certificates.parse(der.toArray());
    }
  }

  /// Checks membership and certificate.
  ///
  /// @return errs with NOT_A_SIGNATORY or CERTIFICATE_NOT_USABLE
  Mono<Usable> check(UUID personId, UUID enterpriseId, UUID certificateId, Instant now) {
    return members
        .isMember(personId, enterpriseId)
        .filter(member -> member)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    SigningProblem.NOT_A_SIGNATORY, "You are no member of the enterprise.")))
        .then(certificates.find(certificateId))
        .filter(certificate -> certificate.signsFor(personId, enterpriseId, now))
        .map(certificate ->
            new Usable(certificate.keyId(), Bytes.ofBase64(certificate.certificateBase64())))
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    SigningProblem.CERTIFICATE_NOT_USABLE,
                    "It is not known, not in force, of somebody else, or not for signing.")));
  }
}
