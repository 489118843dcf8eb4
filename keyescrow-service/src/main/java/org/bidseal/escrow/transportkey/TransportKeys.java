package org.bidseal.escrow.transportkey;

import java.time.Clock;
import java.util.UUID;
import org.bidseal.escrow.statement.SignedStatements;
import org.bidseal.escrow.wire.Points;
import org.bidseal.escrow.wire.SignatureText;
import org.bidseal.identityview.CertificateView;
import org.bidseal.identityview.Persons;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.signingexpectations.Purpose;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Registering and endorsing transport keys.
@Service
class TransportKeys {
  private final EndorsementRepository rows;
  private final Persons persons;
  private final SignedStatements statements;
  private final Ids ids;
  private final Clock clock;

  TransportKeys(
      EndorsementRepository rows,
      Persons persons,
      SignedStatements statements,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.persons = persons;
    this.statements = statements;
    this.ids = ids;
    this.clock = clock;
  }

  /// Registers the key, and says what endorses it; crypto-service is told to expect it.
  Mono<StatementView> register(UUID personId, UUID deviceId, TransportKeyRequest request) {
    return requireOwnDevice(personId, deviceId)
        .then(statements.signer(personId, request.certificateId()))
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
    return statements
        .ask(
            endorsement.endorsementId(),
            endorsement.key().personId(),
            signer,
            endorsement.key().statement(),
            Purpose.TRANSPORT_KEY)
        .map(asked -> new StatementView(asked.id(), asked.statement(), asked.e()));
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
    TransportKey key = endorsement.key();
    return statements
        .verified(key.personId(), endorsement.certificateId(), key.statement(), text)
        .map(endorsement::endorse);
  }

  private static ProblemException noSuchDevice() {
    return new ProblemException(
        CommonProblem.NOT_FOUND, "There is no such device or transport key of yours.");
  }
}
