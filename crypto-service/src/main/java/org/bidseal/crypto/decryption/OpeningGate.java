package org.bidseal.crypto.decryption;

import static java.util.Objects.requireNonNull;

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
import org.bidseal.crypto.decryption.GateQuery.Wish;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.qrsession.QrSessions;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Decides, by the database's clock, whether a person may open an envelope now, and reads the point
/// to be co-decrypted from the envelope that lies here.
@Component
class OpeningGate implements SealedEnvelopes {
  private final GateQuery query;
  private final QrSessions sessions;

  OpeningGate(GateQuery query, QrSessions sessions) {
    this.query = query;
    this.sessions = sessions;
  }

  @Override
  public Mono<DecryptableEnvelope> find(
      UUID envelopeId, UUID sessionId, UUID personId, UUID keyId) {
    return query
        .find(envelopeId, sessionId, personId, keyId)
        .flatMap(wish ->
            refusal(wish)
                .map(Mono::just)
                .orElseGet(() ->
                    confirmed(wish, envelopeId, sessionId, personId)
                        .map(_ -> entry(wish))
                        .defaultIfEmpty(new SessionNotConfirmed())))
        .defaultIfEmpty(new NotFound());
  }

  /// Why state, time or tender forbid it; empty if they do not.
  private static Optional<DecryptableEnvelope> refusal(Wish wish) {
    return switch (wish.state()) {
      case DRAFT, ADDRESSED, DESCRIBED -> Optional.of(new NotSealed());
      case SUPERSEDED -> Optional.of(new GaveWay(requireNonNull(wish.supersededBy())));
      case RETRACTED -> Optional.of(new TakenBack(requireNonNull(wish.retractedAt())));
      case SEALED, DECRYPTING, DECRYPTED, FAILED, OPENED_BY_FALLBACK, WITHDRAWN, RECALLED ->
          refusal(wish.opening())
              .or(() -> wish.excluded() ? Optional.of(new NotConfirmed()) : Optional.empty());
    };
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

  /// A session whose event has not come yet is asked for.
  private Mono<Boolean> confirmed(Wish wish, UUID envelopeId, UUID sessionId, UUID personId) {
    return Boolean.TRUE.equals(wish.confirmed())
        ? Mono.just(true)
        : sessions
            .findConfirmed(sessionId, SessionPurpose.DECRYPT, envelopeId, personId)
            .map(_ -> true);
  }

  private static DecryptableEnvelope entry(Wish wish) {
    String identifier = wish.identifier();
    return identifier == null
        ? new NotARecipient()
        : EnvelopeHeader.parse(requireNonNull(wish.header()).bytes())
            .findRecipient(SubjectKeyId.ofHex(identifier))
            .<DecryptableEnvelope>map(entry -> new Open(entry.encryptedKey().c1()))
            .orElseGet(NotARecipient::new);
  }
}
