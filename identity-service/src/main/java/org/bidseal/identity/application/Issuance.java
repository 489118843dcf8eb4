package org.bidseal.identity.application;

import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.bidseal.identity.application.CertificateApplication.Content;
import org.bidseal.identity.application.CertificateApplication.Downloaded;
import org.bidseal.identity.application.CertificateApplication.Event;
import org.bidseal.identity.authority.CertificateAuthority;
import org.bidseal.identity.authority.IssuedCertificate;
import org.bidseal.identity.authority.Profile;
import org.bidseal.identity.certificate.Certificate;
import org.bidseal.identity.certificate.Certificate.KeyUse;
import org.bidseal.identity.certificate.Certificates;
import org.bidseal.identity.membership.Memberships;
import org.bidseal.identity.state.Steps;
import org.bidseal.servicedefaults.Ids;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// The reviewer's decision, the two certificates that follow from it, and their download. Runs
/// within the caller's transaction: certificates, application and events are committed together. A
/// crash before the commit leaves an application that is still SUBMITTED and nothing issued.
@Service
final class Issuance {

  /// Both certificates, in force.
  record Pair(Certificate signing, Certificate encryption) {}

  private final Applications applications;
  private final Memberships memberships;
  private final CertificateAuthority authority;
  private final Certificates certificates;
  private final Ids ids;
  private final Clock clock;

  Issuance(
      Applications applications,
      Memberships memberships,
      CertificateAuthority authority,
      Certificates certificates,
      Ids ids,
      Clock clock) {
    this.applications = applications;
    this.memberships = memberships;
    this.authority = authority;
    this.certificates = certificates;
    this.ids = ids;
    this.clock = clock;
  }

  /// Approves: issues the signing and the encryption certificate.
  Mono<CertificateApplication> approve(UUID applicationId, UUID reviewerId) {
    UUID signing = ids.next();
    UUID encryption = ids.next();
    Event event = new Event.Approve(signing, encryption, reviewerId, now());
    return applications
        .lock(applicationId)
        .flatMap(application ->
            // Legal at all? Asked before anything is signed.
            Steps.next(application.on(event)).thenReturn(application))
        .flatMap(application -> stillMember(application.content()).thenReturn(application))
        .flatMap(application ->
            issue(application.content(), KeyUse.SIGNING, signing)
                .then(Mono.defer(() -> issue(application.content(), KeyUse.ENCRYPTION, encryption)))
                .then(Mono.defer(() -> applications.move(application, event))));
  }

  private Mono<Void> stillMember(Content content) {
    UUID enterpriseId = content.enterpriseId();
    return enterpriseId == null
        ? Mono.empty()
        : memberships.get(enterpriseId, content.personId()).then();
  }

  private Mono<Void> issue(Content content, KeyUse usage, UUID certificateId) {
    var profile =
        switch (usage) {
          case SIGNING -> Profile.SIGNING;
          case ENCRYPTION -> Profile.ENCRYPTION;
        };
    var key =
        switch (usage) {
          case SIGNING -> CertificationRequests.signingKey(content);
          case ENCRYPTION -> CertificationRequests.encryptionKey(content);
        };
    return authority
        .issue(
            profile,
            Subjects.ofBase64(content.subject()),
            key,
            Period.ofYears(content.validityYears()))
        .flatMap(issued -> certificates.record(certificate(content, usage, certificateId, issued)));
  }

  private static Certificate.ToDownload certificate(
      Content content, KeyUse usage, UUID certificateId, IssuedCertificate issued) {
    return new Certificate.ToDownload(
        new Certificate.Content(
            certificateId,
            content.applicationId(),
            usage,
            usage == KeyUse.SIGNING ? content.signingKeyId() : content.encryptionKeyId(),
            content.personId(),
            content.enterpriseId(),
            content.deviceId(),
            issued.serialNumber(),
            issued.subject(),
            issued.notBefore(),
            issued.notAfter(),
            issued.base64()));
  }

  /// Rejects, with a reason for the applicant.
  Mono<CertificateApplication> reject(UUID applicationId, UUID reviewerId, String reason) {
    return applications
        .lock(applicationId)
        .flatMap(application ->
            applications.move(application, new Event.Reject(reason, reviewerId, now())));
  }

  /// Hands the certificates to the phone; from now on they are in force.
  Mono<Pair> download(UUID applicationId, UUID personId) {
    return applications
        .lockOwn(applicationId, personId)
        .flatMap(application -> applications.move(application, new Event.Download()))
        .cast(Downloaded.class)
        .flatMap(downloaded ->
            certificates
                .download(downloaded.signingCertificateId())
                .zipWhen(_ -> certificates.download(downloaded.encryptionCertificateId())))
        .map(both -> new Pair(both.getT1(), both.getT2()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
