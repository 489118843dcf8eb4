package org.bidseal.identity.application;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.identity.account.Accounts;
import org.bidseal.identity.application.CertificateApplication.Content;
import org.bidseal.identity.application.CertificateApplication.Event;
import org.bidseal.identity.enterprise.Enterprises;
import org.bidseal.identity.membership.Memberships;
import org.bidseal.identity.person.Persons;
import org.bidseal.identity.person.VerifiedPerson;
import org.bidseal.identity.state.Steps;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The applicant's side of an application: from the draft to the signed request. Writes run within
/// the caller's transaction.
@Service
final class Applications {

  /// How long the phone has to co-sign the request.
  private static final Duration SIGNING_TIME = Duration.ofMinutes(30);

  private static final int PAGE = 200;

  /// What a person applies for.
  ///
  /// @param enterpriseId null for personal certificates
  record Wish(
      UUID personId,
      @Nullable UUID enterpriseId,
      UUID deviceId,
      UUID signingKeyId,
      UUID encryptionKeyId,
      int validityYears) {}

  private final ApplicationRepository applications;
  private final Persons persons;
  private final Accounts accounts;
  private final Enterprises enterprises;
  private final Memberships memberships;
  private final CryptoKeys keys;
  private final CryptoScheduler crypto;
  private final Ids ids;
  private final Clock clock;

  Applications(
      ApplicationRepository applications,
      Persons persons,
      Accounts accounts,
      Enterprises enterprises,
      Memberships memberships,
      CryptoKeys keys,
      CryptoScheduler crypto,
      Ids ids,
      Clock clock) {
    this.applications = applications;
    this.persons = persons;
    this.accounts = accounts;
    this.enterprises = enterprises;
    this.memberships = memberships;
    this.keys = keys;
    this.crypto = crypto;
    this.ids = ids;
    this.clock = clock;
  }

  /// Drafts an application for keys that are the person's own, on a device of his.
  Mono<CertificateApplication> draft(Wish wish) {
    return persons
        .getVerified(wish.personId())
        .flatMap(person -> ownDevice(wish).then(Mono.defer(() -> subject(wish, person))))
        .flatMap(subject -> draft(wish, subject));
  }

  private Mono<Void> ownDevice(Wish wish) {
    return accounts
        .ownsDevice(wish.personId(), wish.deviceId())
        .flatMap(own ->
            own
                ? Mono.empty()
                : Mono.error(() ->
                    new ProblemException(
                        IdentityProblem.UNKNOWN_DEVICE, "The device is not registered")));
  }

  private Mono<X500Name> subject(Wish wish, VerifiedPerson person) {
    UUID enterpriseId = wish.enterpriseId();
    if (enterpriseId == null) {
      return Mono.fromSupplier(() -> Subjects.of(person));
    }
    return memberships
        .get(enterpriseId, person.personId())
        .then(Mono.defer(() -> enterprises.find(enterpriseId)))
        .map(enterprise -> Subjects.of(enterprise, person));
  }

  private Mono<CertificateApplication> draft(Wish wish, X500Name subject) {
    return certifiable(wish, CryptoKeys.Usage.SIGNING, wish.signingKeyId())
        .zipWhen(_ -> certifiable(wish, CryptoKeys.Usage.ENCRYPTION, wish.encryptionKeyId()))
        .map(both -> content(wish, subject, both.getT1(), both.getT2()))
        .map(CertificateApplication.Draft::new)
        .flatMap(draft -> applications.insert(draft).thenReturn(draft));
  }

  private Mono<Point> certifiable(Wish wish, CryptoKeys.Usage usage, UUID keyId) {
    return keys.certifiable(keyId, usage, wish.personId(), wish.deviceId());
  }

  private Content content(Wish wish, X500Name subject, Point signing, Point encryption) {
    return new Content(
        ids.next(),
        wish.personId(),
        wish.enterpriseId(),
        wish.deviceId(),
        Subjects.base64(subject),
        wish.signingKeyId(),
        signing.hex(),
        wish.encryptionKeyId(),
        encryption.hex(),
        wish.validityYears(),
        now());
  }

  /// Fixes the request info and lets crypto-service co-sign its digest, under the application's id.
  ///
  /// @return the digest
  Mono<Sm3Hash> describe(UUID applicationId, UUID personId, String requestInfo) {
    return lockOwn(applicationId, personId)
        .flatMap(application -> move(application, new Event.Describe(requestInfo)))
        .flatMap(described ->
            crypto
                .run(() -> CertificationRequests.digest(described.content(), requestInfo))
                .flatMap(e -> expect(described.content(), e).thenReturn(e)));
  }

  private Mono<Void> expect(Content content, Sm3Hash e) {
    return keys.expect(
        content.applicationId(),
        content.personId(),
        content.signingKeyId(),
        e,
        clock.instant().plus(SIGNING_TIME));
  }

  /// Takes the co-signed request and hands the application to a reviewer.
  Mono<CertificateApplication> submit(UUID applicationId, UUID personId, String csr) {
    return lockOwn(applicationId, personId)
        .flatMap(application -> verified(application, csr))
        .flatMap(application -> move(application, new Event.Submit(csr, now())));
  }

  private Mono<CertificateApplication> verified(CertificateApplication application, String csr) {
    if (!(application instanceof CertificateApplication.Described(_, String requestInfo))) {
      // The state machine refuses it.
      return Mono.just(application);
    }
    return crypto.run(() -> {
      CertificationRequests.verify(requestInfo, csr);
      return application;
    });
  }

  /// The person's own application.
  Mono<CertificateApplication> getOwn(UUID applicationId, UUID personId) {
    return own(applications.find(applicationId), personId);
  }

  /// Any application, for a reviewer.
  Mono<CertificateApplication> get(UUID applicationId) {
    return applications.find(applicationId).switchIfEmpty(Mono.error(Applications::none));
  }

  /// The person's applications, the newest first.
  Flux<CertificateApplication> ofPerson(UUID personId) {
    return applications.ofPerson(personId);
  }

  /// Applications in a state, for a reviewer.
  Flux<CertificateApplication> inState(String state) {
    return applications.inState(state, PAGE);
  }

  Mono<CertificateApplication> lock(UUID applicationId) {
    return applications.lock(applicationId).switchIfEmpty(Mono.error(Applications::none));
  }

  Mono<CertificateApplication> lockOwn(UUID applicationId, UUID personId) {
    return own(applications.lock(applicationId), personId);
  }

  /// Moves a locked application by an event, or errs with `WRONG_STATE`.
  Mono<CertificateApplication> move(CertificateApplication application, Event event) {
    return Steps.next(application.on(event))
        .flatMap(next -> applications.update(next).thenReturn(next));
  }

  private static Mono<CertificateApplication> own(
      Mono<CertificateApplication> found, UUID personId) {
    return found
        .filter(application -> application.content().personId().equals(personId))
        .switchIfEmpty(Mono.error(Applications::none));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static ProblemException none() {
    return new ProblemException(CommonProblem.NOT_FOUND, "No such application");
  }
}
