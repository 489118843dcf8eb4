package org.bidseal.identity.transfer;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.identity.certificate.Certificate;
import org.bidseal.identity.certificate.Certificates;
import org.bidseal.identity.membership.Memberships;
import org.bidseal.identity.picture.Picture;
import org.bidseal.identity.state.Steps;
import org.bidseal.identity.transfer.AdministratorTransfer.Content;
import org.bidseal.identity.transfer.AdministratorTransfer.Event;
import org.bidseal.identity.transfer.TransferEvents.AdministratorTransferred;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.signingexpectations.ExpectedDigest;
import org.bidseal.signingexpectations.Purpose;
import org.bidseal.signingexpectations.SigningExpectations;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Handing the administrator's role on: by a signature with his certificate, at once; or, if he has
/// none, by a stamped letter, once a reviewer approves. Writes run within the caller's transaction.
@Service
class Transfers {

  /// How long crypto-service expects the signature.
  private static final Duration SIGNING_TIME = Duration.ofMinutes(10);

  private static final int PAGE = 200;

  private final TransferRepository transfers;
  private final Memberships memberships;
  private final Certificates certificates;
  private final SigningExpectations expectations;
  private final CryptoScheduler crypto;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;
  private final MeterRegistry meters;

  Transfers(
      TransferRepository transfers,
      Memberships memberships,
      Certificates certificates,
      SigningExpectations expectations,
      CryptoScheduler crypto,
      Outbox outbox,
      Ids ids,
      Clock clock,
      MeterRegistry meters) {
    this.transfers = transfers;
    this.memberships = memberships;
    this.certificates = certificates;
    this.expectations = expectations;
    this.crypto = crypto;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
    this.meters = meters;
  }

  /// Begins a transfer by signature; crypto-service is told to expect it under the transfer's id.
  Mono<AdministratorTransfer> ask(Wish wish, UUID certificateId) {
    UUID transferId = ids.next();
    return usable(wish.enterpriseId(), wish.administratorId(), certificateId)
        .flatMap(certificate ->
            transfers
                .insertToSign(transferId, wish, certificateId)
                .then(Mono.defer(() -> get(transferId)))
                .flatMap(transfer -> expect(transfer, certificate).thenReturn(transfer)));
  }

  private Mono<Void> expect(AdministratorTransfer transfer, Certificate certificate) {
    Content content = transfer.content();
    return crypto
        .run(() -> Sm2Digest.of(publicKey(certificate), content.statement().bytes()))
        .flatMap(e ->
            expectations.register(
                new ExpectedDigest(
                    content.transferId(),
                    content.from().personId(),
                    certificate.content().keyId(),
                    e,
                    Purpose.ADMINISTRATOR_TRANSFER,
                    clock.instant().plus(SIGNING_TIME))));
  }

  /// Hands in a letter, which a reviewer decides about. Who can sign signs: a letter is more easily
  /// forged than a signature.
  Mono<AdministratorTransfer> submit(Wish wish, Picture letter) {
    UUID transferId = ids.next();
    return certificates
        .usableForSigning(wish.enterpriseId(), wish.administratorId())
        .hasElements()
        .filter(signs -> !signs)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    IdentityProblem.TRANSFER_TO_BE_SIGNED, "A signing certificate is in force")))
        .then(Mono.defer(() -> transfers.insertLetter(transferId, wish, letter)))
        .onErrorMap(
            DuplicateKeyException.class,
            _ ->
                new ProblemException(
                    IdentityProblem.TRANSFER_ALREADY_OPEN, "An earlier letter is under review"))
        .then(Mono.defer(() -> get(transferId)));
  }

  /// The administrator has signed: the roles are swapped.
  Mono<AdministratorTransfer> sign(UUID transferId, UUID personId, Sm2Signature signature) {
    return lock(transferId)
        .filter(transfer -> transfer.content().from().personId().equals(personId))
        .switchIfEmpty(Mono.error(Transfers::none))
        .flatMap(transfer -> next(transfer, new Event.Sign(signature, now())))
        .cast(AdministratorTransfer.Signed.class)
        .delayUntil(this::verified)
        .flatMap(this::handOver);
  }

  private Mono<Void> verified(AdministratorTransfer.Signed signed) {
    Content content = signed.content();
    return usable(content.enterpriseId(), content.from().personId(), signed.certificateId())
        .flatMap(certificate ->
            crypto.run(() ->
                Sm2Verifier.verifyMessage(
                    publicKey(certificate), content.statement().bytes(), signed.signature())))
        .filter(holds -> holds)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    IdentityProblem.SIGNATURE_INVALID, "Not a signature of this statement")))
        .then();
  }

  /// A reviewer approves of the letter: the roles are swapped.
  Mono<AdministratorTransfer> approve(UUID transferId, UUID reviewerId) {
    return lock(transferId)
        .flatMap(transfer -> next(transfer, new Event.Approve(reviewerId, now())))
        .flatMap(this::handOver);
  }

  /// A reviewer rejects the letter, with a reason for the administrator.
  Mono<AdministratorTransfer> reject(UUID transferId, UUID reviewerId, String reason) {
    return lock(transferId)
        .flatMap(transfer -> next(transfer, new Event.Reject(reason, reviewerId, now())))
        .flatMap(this::record);
  }

  private Mono<AdministratorTransfer> handOver(AdministratorTransfer done) {
    Content content = done.content();
    return memberships
        .handOver(content.enterpriseId(), content.from().personId(), content.to().personId())
        .then(
            Mono.defer(() ->
                outbox.add(
                    TransferEvents.ADMINISTRATOR_TRANSFERRED,
                    content.enterpriseId(),
                    AdministratorTransferred.of(content))))
        .then(Mono.defer(() -> record(done)));
  }

  private Mono<AdministratorTransfer> record(AdministratorTransfer decided) {
    String result = decided.state().toLowerCase(Locale.ROOT);
    return transfers
        .update(decided)
        .doOnSuccess(
            _ -> meters.counter("bidseal.administrator.transfers", "result", result).increment())
        .thenReturn(decided);
  }

  /// The transfer, for its two persons.
  Mono<AdministratorTransfer> get(UUID transferId, UUID personId) {
    return get(transferId)
        .filter(transfer ->
            transfer.content().from().personId().equals(personId)
                || transfer.content().to().personId().equals(personId))
        .switchIfEmpty(Mono.error(Transfers::none));
  }

  /// Any transfer, for a reviewer.
  Mono<AdministratorTransfer> get(UUID transferId) {
    return transfers.find(transferId).switchIfEmpty(Mono.error(Transfers::none));
  }

  /// Letters in a state, for a reviewer.
  Flux<AdministratorTransfer> inState(String state) {
    return transfers.inState(state, PAGE);
  }

  /// The photo of a letter in base64, for a reviewer.
  Mono<String> letter(UUID transferId) {
    return transfers
        .letter(transferId)
        .map(Base64.getEncoder()::encodeToString)
        .switchIfEmpty(Mono.error(Transfers::none));
  }

  private Mono<Certificate> usable(UUID enterpriseId, UUID personId, UUID certificateId) {
    return certificates
        .usableForSigning(enterpriseId, personId)
        .filter(certificate -> certificate.content().certificateId().equals(certificateId))
        .next()
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    IdentityProblem.CERTIFICATE_UNUSABLE,
                    "No signing certificate in force of yours for the enterprise")));
  }

  private static Point publicKey(Certificate certificate) {
    return Sm2Certificates.publicKey(
        Sm2Certificates.parse(Base64.getDecoder().decode(certificate.content().der())));
  }

  private Mono<AdministratorTransfer> lock(UUID transferId) {
    return transfers.lock(transferId).switchIfEmpty(Mono.error(Transfers::none));
  }

  private static Mono<AdministratorTransfer> next(AdministratorTransfer transfer, Event event) {
    return Steps.next(transfer.on(event));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static ProblemException none() {
    return new ProblemException(CommonProblem.NOT_FOUND, "No such transfer");
  }
}
