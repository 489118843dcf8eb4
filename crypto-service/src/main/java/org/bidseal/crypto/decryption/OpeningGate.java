package org.bidseal.crypto.decryption;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
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
import org.bidseal.crypto.decryption.GateQuery.Facts;
import org.bidseal.crypto.guard.request.Aside;
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
  private final QrSessions sessions;

  OpeningGate(QrSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Wish wish(UUID envelopeId, UUID sessionId, UUID personId) {
    return new GateWish(envelopeId, sessionId, personId);
  }

  private final class GateWish implements Wish {
    private final UUID envelopeId;
    private final UUID sessionId;
    private final UUID personId;

    GateWish(UUID envelopeId, UUID sessionId, UUID personId) {
      this.envelopeId = envelopeId;
      this.sessionId = sessionId;
      this.personId = personId;
    }

    @Override
    public Aside aside() {
      return new Aside(
          GateQuery.COLUMNS, GateQuery.JOIN, GateQuery.bindings(envelopeId, sessionId));
    }

    @Override
    public Mono<DecryptableEnvelope> verdict(Readable row) {
      return GateQuery.read(row).map(this::verdict).orElseGet(() -> Mono.just(new NotFound()));
    }

    private Mono<DecryptableEnvelope> verdict(Facts facts) {
      return refusal(facts)
          .map(Mono::just)
          .orElseGet(() ->
              confirmed(facts).map(_ -> entry(facts)).defaultIfEmpty(new SessionNotConfirmed()));
    }

    /// A session whose event has not come yet is asked for.
    private Mono<Boolean> confirmed(Facts facts) {
      return Boolean.TRUE.equals(facts.confirmed())
          ? Mono.just(true)
          : sessions
              .findConfirmed(sessionId, SessionPurpose.DECRYPT, envelopeId, personId)
              .map(_ -> true);
    }
  }

  /// Why state, time or tender forbid it; empty if they do not.
  private static Optional<DecryptableEnvelope> refusal(Facts facts) {
    return switch (facts.state()) {
      case DRAFT, ADDRESSED, DESCRIBED -> Optional.of(new NotSealed());
      case SUPERSEDED -> Optional.of(new GaveWay(requireNonNull(facts.supersededBy())));
      case RETRACTED -> Optional.of(new TakenBack(requireNonNull(facts.retractedAt())));
      case SEALED, DECRYPTING, DECRYPTED, FAILED, OPENED_BY_FALLBACK, WITHDRAWN, RECALLED ->
          refusal(facts.opening())
              .or(() -> facts.excluded() ? Optional.of(new NotConfirmed()) : Optional.empty());
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

  private static DecryptableEnvelope entry(Facts facts) {
    String identifier = facts.identifier();
    return identifier == null
        ? new NotARecipient()
        : EnvelopeHeader.parse(requireNonNull(facts.header()).bytes())
            .findRecipient(SubjectKeyId.ofHex(identifier))
            .<DecryptableEnvelope>map(entry -> new Open(entry.encryptedKey().c1()))
            .orElseGet(NotARecipient::new);
  }
}
