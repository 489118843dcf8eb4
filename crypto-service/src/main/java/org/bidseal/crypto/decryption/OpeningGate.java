package org.bidseal.crypto.decryption;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.Concluded;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.GaveWay;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.NotARecipient;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.NotConfirmed;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.NotFound;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.NotSealed;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.NotYetOpen;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.Open;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.SessionNotConfirmed;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.TakenBack;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.WindowClosed;
import org.bidseal.crypto.codecrypt.SealedEnvelopes;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Closed;
import org.bidseal.crypto.envelope.Envelope.Retracted;
import org.bidseal.crypto.envelope.Envelope.Seal;
import org.bidseal.crypto.envelope.Envelope.Superseded;
import org.bidseal.crypto.envelope.Envelope.Unsealed;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.envelope.Recipient;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.qrsession.QrSessions;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.crypto.tender.TenderChanges;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeRecipient;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Decides, by the database's clock, whether a person may open an envelope now, and reads the point
/// to be co-decrypted from the envelope that lies here.
@Component
class OpeningGate implements SealedEnvelopes {
  private final Envelopes envelopes;
  private final Openings openings;
  private final TenderChanges changes;
  private final QrSessions sessions;
  private final CryptoScheduler crypto;

  OpeningGate(
      Envelopes envelopes,
      Openings openings,
      TenderChanges changes,
      QrSessions sessions,
      CryptoScheduler crypto) {
    this.envelopes = envelopes;
    this.openings = openings;
    this.changes = changes;
    this.sessions = sessions;
    this.crypto = crypto;
  }

  @Override
  public Mono<DecryptableEnvelope> find(
      UUID envelopeId, UUID sessionId, UUID personId, UUID keyId) {
    return envelopes
        .find(envelopeId, new Tenant.OfPerson(personId))
        .flatMap(envelope -> judge(envelope, sessionId, personId, keyId))
        .defaultIfEmpty(new NotFound());
  }

  private Mono<DecryptableEnvelope> judge(
      Envelope envelope, UUID sessionId, UUID personId, UUID keyId) {
    return switch (envelope) {
      case Unsealed _ -> Mono.just(new NotSealed());
      case Superseded superseded -> Mono.just(new GaveWay(superseded.successor()));
      case Retracted retracted -> Mono.just(new TakenBack(retracted.retractedAt()));
      case Closed closed -> judge(closed.seal(), sessionId, personId, keyId);
    };
  }

  private Mono<DecryptableEnvelope> judge(Seal seal, UUID sessionId, UUID personId, UUID keyId) {
    return openings
        .ofEnvelope(seal.part().openingId())
        .flatMap(read ->
            refusal(read)
                .map(Mono::just)
                .orElseGet(() -> judgeBid(seal, sessionId, personId, keyId)));
  }

  /// Why the opening's time forbids it; empty if it does not.
  static Optional<DecryptableEnvelope> refusal(OpeningNow read) {
    Opening opening = read.opening();
    Instant concludedAt = opening.concludedAt();
    if (concludedAt != null) {
      return Optional.of(new Concluded(concludedAt, read.now()));
    }
    if (!opening.hasOpenedAt(read.now())) {
      return Optional.of(new NotYetOpen(opening.opensAt(), read.now()));
    }
    return opening.decryptsAt(read.now())
        ? Optional.empty()
        : Optional.of(new WindowClosed(opening.windowEndsAt(), read.now()));
  }

  private Mono<DecryptableEnvelope> judgeBid(Seal seal, UUID sessionId, UUID personId, UUID keyId) {
    return changes
        .isExcluded(seal.part().envelopeId())
        .flatMap(excluded ->
            excluded
                ? Mono.just(new NotConfirmed())
                : judgePerson(seal, sessionId, personId, keyId));
  }

  private Mono<DecryptableEnvelope> judgePerson(
      Seal seal, UUID sessionId, UUID personId, UUID keyId) {
    UUID envelopeId = seal.part().envelopeId();
    return sessions
        .findConfirmed(sessionId, SessionPurpose.DECRYPT, envelopeId, personId)
        .flatMap(_ -> crypto.<DecryptableEnvelope>run(() -> entry(seal, keyId)))
        .defaultIfEmpty(new SessionNotConfirmed());
  }

  private static DecryptableEnvelope entry(Seal seal, UUID keyId) {
    return seal.addressing().recipients().stream()
        .filter(recipient -> recipient.keyId().equals(keyId))
        .findFirst()
        .flatMap(recipient -> entry(seal, recipient))
        .<DecryptableEnvelope>map(entry -> new Open(entry.encryptedKey().c1()))
        .orElseGet(NotARecipient::new);
  }

  private static Optional<EnvelopeRecipient> entry(Seal seal, Recipient recipient) {
    return EnvelopeHeader.parse(seal.description().header().bytes())
        .findRecipient(SubjectKeyId.ofHex(recipient.subjectKeyIdentifier()));
  }
}
