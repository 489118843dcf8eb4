package org.bidseal.escrow.transportkey;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.escrow.wire.Points;
import org.bidseal.escrow.wire.SignatureText;
import org.bidseal.identityview.CertificateView;
import org.bidseal.identityview.Persons;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.signingexpectations.ExpectedDigest;
import org.bidseal.signingexpectations.Purpose;
import org.bidseal.signingexpectations.SigningExpectations;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Registering and endorsing transport keys.
@Service
class TransportKeys {
  private static final Duration SIGNING_TIME = Duration.ofMinutes(10);

  private final EndorsementRepository rows;
  private final Persons persons;
  private final Signers signers;
  private final SigningExpectations expectations;
  private final CryptoScheduler crypto;
  private final Ids ids;
  private final Clock clock;

  TransportKeys(
      EndorsementRepository rows,
      Persons persons,
      Signers signers,
      SigningExpectations expectations,
      CryptoScheduler crypto,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.persons = persons;
    this.signers = signers;
    this.expectations = expectations;
    this.crypto = crypto;
    this.ids = ids;
    this.clock = clock;
  }

  /// Registers the key, and says what endorses it; crypto-service is told to expect it.
  Mono<StatementView> register(UUID personId, UUID deviceId, TransportKeyRequest request) {
    return requireOwnDevice(personId, deviceId)
        .then(signers.find(personId, request.certificateId()))
        .flatMap(signer ->
            ask(
                new TransportKey(deviceId, personId, Points.received(request.publicKey())),
                request.certificateId(),
                signer));
  }

  private Mono<Void> requireOwnDevice(UUID personId, UUID deviceId) {
    return persons
        .ownsDevice(personId, deviceId)
        .filter(Boolean::booleanValue)
        .switchIfEmpty(Mono.error(TransportKeys::noSuchDevice))
        .then();
  }

  private Mono<StatementView> ask(TransportKey key, UUID certificateId, CertificateView signer) {
    Endorsement.Asked asked = new Endorsement.Asked(ids.next(), key, certificateId);
    return rows.register(key, clock.instant())
        .then(rows.ask(asked, clock.instant()))
        .flatMap(endorsement -> expect(endorsement, signer));
  }

  private Mono<StatementView> expect(Endorsement endorsement, CertificateView signer) {
    byte[] statement = endorsement.key().statement();
    Sm3Hash e = Sm2Digest.of(signer.publicKey(), statement);
    StatementView view =
        new StatementView(
            endorsement.endorsementId(), Base64.getEncoder().encodeToString(statement), e.hex());
    return expectations
        .register(
            new ExpectedDigest(
                view.endorsementId(),
                endorsement.key().personId(),
                signer.keyId(),
                e,
                Purpose.TRANSPORT_KEY,
                clock.instant().plus(SIGNING_TIME)))
        .thenReturn(view);
  }

  /// Takes the signature of the statement that was asked for last.
  Mono<TransportKeyView> endorse(UUID personId, UUID deviceId, SignatureText signature) {
    return rows.findLastAsked(deviceId, personId)
        .switchIfEmpty(Mono.error(TransportKeys::noSuchDevice))
        .flatMap(endorsement -> verified(endorsement, signature))
        .delayUntil(endorsed -> rows.endorse(endorsed, clock.instant()))
        .map(TransportKeyView::of);
  }

  private Mono<Endorsement.Endorsed> verified(Endorsement endorsement, SignatureText text) {
    return signers
        .find(endorsement.key().personId(), endorsement.certificateId())
        .flatMap(signer -> crypto.run(() -> verified(endorsement, signer, parse(text))));
  }

  private static Endorsement.Endorsed verified(
      Endorsement endorsement, CertificateView signer, Sm2Signature signature) {
    byte[] statement = endorsement.key().statement();
    if (!Sm2Verifier.verifyMessage(signer.publicKey(), statement, signature)) {
      throw invalid();
    }
    return endorsement.endorse(signature);
  }

  private static Sm2Signature parse(SignatureText text) {
    try {
      return text.signature();
    } catch (IllegalArgumentException outOfRange) {
      throw invalid();
    }
  }

  private static ProblemException invalid() {
    return new ProblemException(
        EscrowProblem.SIGNATURE_INVALID, "It is not a signature of this transport key.");
  }

  private static ProblemException noSuchDevice() {
    return new ProblemException(
        CommonProblem.NOT_FOUND, "There is no such device or transport key of yours.");
  }
}
