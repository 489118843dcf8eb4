package org.bidseal.identity.certificate;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.identity.authority.CertificateAuthority;
import org.bidseal.identity.certificate.Certificate.KeyUse;
import org.bidseal.identity.membership.Memberships;
import org.bidseal.identity.state.Steps;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Certificates of persons and enterprises. Writes run within the caller's transaction.
@Service
public final class Certificates {

  private final CertificateRepository certificates;
  private final CertificateAuthority authority;
  private final Memberships memberships;
  private final Outbox outbox;
  private final Clock clock;

  Certificates(
      CertificateRepository certificates,
      CertificateAuthority authority,
      Memberships memberships,
      Outbox outbox,
      Clock clock) {
    this.certificates = certificates;
    this.authority = authority;
    this.memberships = memberships;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// Records a certificate that the authority has just issued.
  public Mono<Void> record(Certificate.ToDownload issued) {
    return certificates
        .insert(issued)
        .then(
            Mono.defer(() ->
                outbox.add(
                    CertificateEvents.CERTIFICATE_ISSUED,
                    issued.content().certificateId(),
                    CertificateEvents.CertificateIssued.of(issued.content()))));
  }

  /// The phone has fetched the certificate: it is in force.
  public Mono<Certificate> download(UUID certificateId) {
    var event = new CertificateEvents.CertificateDownloaded(certificateId);
    return lock(certificateId)
        .flatMap(before ->
            Steps.next(before.on(new Certificate.Event.Download()))
                .flatMap(after ->
                    before.equals(after)
                        ? Mono.just(after)
                        : certificates
                            .update(after)
                            .then(
                                outbox.add(
                                    CertificateEvents.CERTIFICATE_DOWNLOADED, certificateId, event))
                            .thenReturn(after)));
  }

  /// The holder revokes his certificate; the serial number shows that he means this one.
  Mono<Certificate> revokeOwn(
      UUID certificateId, UUID personId, RevocationReason reason, String serialNumber) {
    return lock(certificateId)
        .filter(certificate -> certificate.content().personId().equals(personId))
        .switchIfEmpty(Mono.error(Certificates::noCertificate))
        .flatMap(certificate -> revoke(certificate, reason, serialNumber));
  }

  /// A reviewer revokes a certificate.
  Mono<Certificate> revoke(UUID certificateId, RevocationReason reason, String serialNumber) {
    return lock(certificateId).flatMap(certificate -> revoke(certificate, reason, serialNumber));
  }

  private Mono<Certificate> revoke(
      Certificate certificate, RevocationReason reason, String serialNumber) {
    Certificate.Content content = certificate.content();
    if (!content.serialNumber().equals(serialNumber.strip().toLowerCase(Locale.ROOT))) {
      return Mono.error(() ->
          new ProblemException(
              IdentityProblem.OBJECT_NOT_CONFIRMED, "The serial number is not the certificate's"));
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var event = new CertificateEvents.CertificateRevoked(content.certificateId(), reason);
    return Steps.next(certificate.on(new Certificate.Event.Revoke(reason, now)))
        .flatMap(revoked ->
            certificates
                .update(revoked)
                .then(authority.revoke(content.serialNumber(), reason.code(), now))
                .then(
                    outbox.add(
                        CertificateEvents.CERTIFICATE_REVOKED, content.certificateId(), event))
                .thenReturn(revoked));
  }

  /// The certificate, for its holder and the members of its enterprise.
  Mono<Certificate> get(UUID certificateId, UUID personId) {
    return certificates
        .findVisible(certificateId, personId)
        .switchIfEmpty(Mono.error(Certificates::noCertificate));
  }

  /// The certificate, for whoever may see every one.
  public Mono<Certificate> get(UUID certificateId) {
    return certificates.find(certificateId).switchIfEmpty(Mono.error(Certificates::noCertificate));
  }

  /// The person's certificates in every state.
  Flux<Certificate> ofPerson(UUID personId) {
    return certificates.ofPerson(personId);
  }

  /// The enterprise's certificates that may be used now, for its members.
  Flux<Certificate> ofEnterprise(UUID enterpriseId, KeyUse usage, UUID personId) {
    return memberships
        .find(enterpriseId, personId)
        .switchIfEmpty(
            Mono.error(
                () -> new ProblemException(CommonProblem.NOT_FOUND, "No such enterprise of yours")))
        .thenMany(Flux.defer(() -> certificates.inForce(enterpriseId, usage, clock.instant())));
  }

  /// The certificates by which the person can sign for the enterprise now.
  public Flux<Certificate> usableForSigning(UUID enterpriseId, UUID personId) {
    return certificates.usableForSigning(enterpriseId, personId);
  }

  /// The keys to which bids of the enterprise were, or may have been, sealed for the person: those
  /// of certificates that have ended, too, since a key outlives its certificate.
  public Flux<UUID> encryptionKeys(UUID enterpriseId, UUID personId) {
    return certificates.encryptionKeys(enterpriseId, personId);
  }

  private Mono<Certificate> lock(UUID certificateId) {
    return certificates.lock(certificateId).switchIfEmpty(Mono.error(Certificates::noCertificate));
  }

  private static ProblemException noCertificate() {
    return new ProblemException(CommonProblem.NOT_FOUND, "No such certificate");
  }
}
