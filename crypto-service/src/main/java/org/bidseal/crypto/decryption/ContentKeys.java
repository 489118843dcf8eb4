package org.bidseal.crypto.decryption;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.Concluded;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.NotYetOpen;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.WindowClosed;
import org.bidseal.crypto.decryption.job.DecryptionEvents;
import org.bidseal.crypto.decryption.job.DecryptionJobs;
import org.bidseal.crypto.decryption.job.FileKeys;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.DecryptionStart;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Decrypted;
import org.bidseal.crypto.envelope.Envelope.Decrypting;
import org.bidseal.crypto.envelope.Envelope.Judged;
import org.bidseal.crypto.envelope.Envelope.Openable;
import org.bidseal.crypto.envelope.Envelope.OpenedByFallback;
import org.bidseal.crypto.envelope.Envelope.Retracted;
import org.bidseal.crypto.envelope.Envelope.Superseded;
import org.bidseal.crypto.envelope.Envelope.Unsealed;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.qrsession.QrSessions;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.crypto.queue.QueuePlace;
import org.bidseal.crypto.queue.QueuePositions;
import org.bidseal.crypto.tender.TenderChanges;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.envelope.EnvelopeException;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeOpener;
import org.bidseal.smcrypto.envelope.FileKey;
import org.bidseal.smcrypto.envelope.UnlockedEnvelope;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Takes the file key from a recipient's phone and starts the job. A key that the header does not
/// commit to is refused before anything is stored or decrypted. Runs in the caller's transaction.
@Service
class ContentKeys {
  private final Envelopes envelopes;
  private final Openings openings;
  private final TenderChanges changes;
  private final QrSessions sessions;
  private final DecryptionJobs jobs;
  private final DecryptionEvents events;
  private final FileKeys keys;
  private final EnvelopeOpener opener;
  private final CryptoScheduler crypto;
  private final QueuePositions queue;
  private final Ids ids;

  ContentKeys(
      Envelopes envelopes,
      Openings openings,
      TenderChanges changes,
      QrSessions sessions,
      DecryptionJobs jobs,
      DecryptionEvents events,
      FileKeys keys,
      Sm4Gcm cipher,
      CryptoScheduler crypto,
      QueuePositions queue,
      Ids ids) {
    this.envelopes = envelopes;
    this.openings = openings;
    this.changes = changes;
    this.sessions = sessions;
    this.jobs = jobs;
    this.events = events;
    this.keys = keys;
    this.opener = new EnvelopeOpener(cipher);
    this.crypto = crypto;
    this.queue = queue;
    this.ids = ids;
  }

  /// The answer: which job decrypts, and when.
  ///
  /// @param queuePosition how many bids are to begin before this one has begun, itself included
  /// @param expectedAt when the plaintext is expected; null while no worker lives
  record Accepted(UUID jobId, int queuePosition, @Nullable Instant expectedAt) {}

  Mono<Accepted> accept(UUID envelopeId, UUID personId, ContentKeyRequest wish) {
    Tenant tenant = new Tenant.OfPerson(personId);
    return envelopes
        .find(envelopeId, tenant)
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .then(sessions.getConfirmed(wish.sessionId(), SessionPurpose.DECRYPT, envelopeId, personId))
        .then(Mono.defer(() -> envelopes.lock(envelopeId, tenant)))
        .flatMap(ContentKeys::openable)
        .flatMap(envelope -> accept(envelope, personId, wish));
  }

  private Mono<Accepted> accept(Openable envelope, UUID personId, ContentKeyRequest wish) {
    BidPart part = envelope.part();
    return openings
        .ofEnvelope(part.openingId())
        .doOnNext(ContentKeys::checkTime)
        .delayUntil(_ -> changes.requireNotExcluded(envelope.part().envelopeId()))
        .map(read -> start(envelope, personId, wish, read))
        .flatMap(start ->
            queue
                .admit(part.envelopeId(), part.openingId(), part.size())
                .flatMap(place ->
                    crypto
                        .run(() -> check(envelope, wish, start.jobId()))
                        .flatMap(wrapped -> start(envelope.decrypt(start), wrapped, place))));
  }

  private Mono<Accepted> start(Decrypting envelope, WrappedSecret fileKey, QueuePlace place) {
    UUID jobId = envelope.start().jobId();
    return envelopes
        .save(envelope)
        .then(jobs.insert(jobId, envelope.part().envelopeId(), fileKey))
        .then(Mono.defer(() -> events.started(envelope)))
        .thenReturn(new Accepted(jobId, place.position(), place.expectedAt()));
  }

  private DecryptionStart start(
      Openable envelope, UUID personId, ContentKeyRequest wish, OpeningNow read) {
    boolean recipient =
        envelope.seal().addressing().recipients().stream()
            .anyMatch(r -> r.keyId().equals(wish.keyId()));
    if (!recipient) {
      throw new ProblemException(
          CryptoProblem.NOT_A_RECIPIENT, "The key is not among the envelope's recipients.");
    }
    return new DecryptionStart(ids.next(), wish.sessionId(), personId, wish.keyId(), read.now());
  }

  private WrappedSecret check(Openable envelope, ContentKeyRequest wish, UUID jobId) {
    EnvelopeHeader header = EnvelopeHeader.parse(envelope.seal().description().header().bytes());
    try (FileKey key = FileKeys.ofHex(wish.fileKey());
        UnlockedEnvelope _ = opener.unlock(header, key)) {
      return keys.wrap(key, jobId, envelope.part().envelopeId());
    } catch (EnvelopeException e) {
      throw new ProblemException(
          CryptoProblem.WRONG_FILE_KEY, "The envelope does not commit to this key.", e);
    }
  }

  private static Mono<Openable> openable(Envelope envelope) {
    return switch (envelope) {
      case Openable openable -> Mono.just(openable);
      case Unsealed _ ->
          Mono.error(
              new ProblemException(
                  CryptoProblem.ENVELOPE_NOT_SEALED, "The envelope was never sealed."));
      case Superseded superseded ->
          Mono.error(
              new ProblemException(
                      CryptoProblem.ENVELOPE_SUPERSEDED,
                      "Envelope " + superseded.successor() + " took its place.")
                  .with("successor", superseded.successor()));
      case Retracted _ ->
          Mono.error(
              new ProblemException(
                  CryptoProblem.ENVELOPE_RETRACTED, "The bidder took the envelope back."));
      case Judged _ ->
          Mono.error(
              new ProblemException(
                  CryptoProblem.OPENING_CONCLUDED,
                  "The opening is concluded; the envelope is in state " + envelope.state() + "."));
      case Decrypting _, Decrypted _, OpenedByFallback _ ->
          Mono.error(
              new ProblemException(
                      CryptoProblem.ALREADY_DECRYPTED,
                      "The envelope is in state " + envelope.state() + ".")
                  .with("state", envelope.state().name()));
    };
  }

  private static void checkTime(OpeningNow read) {
    OpeningGate.refusal(read)
        .ifPresent(refusal -> {
          throw problem(refusal);
        });
  }

  private static ProblemException problem(DecryptableEnvelope refusal) {
    return switch (refusal) {
      case NotYetOpen(var opensAt, var now) ->
          new ProblemException(
                  CryptoProblem.OPENING_NOT_OPEN, "The opening opens at " + opensAt + ".")
              .with("opensAt", opensAt)
              .with("serverTime", now);
      case WindowClosed(var closedAt, var now) ->
          new ProblemException(
                  CryptoProblem.DECRYPTION_WINDOW_CLOSED,
                  "The decryption window closed at " + closedAt + ".")
              .with("closedAt", closedAt)
              .with("serverTime", now);
      case Concluded(var concludedAt, var now) ->
          new ProblemException(
                  CryptoProblem.OPENING_CONCLUDED,
                  "The opening was concluded at " + concludedAt + ".")
              .with("concludedAt", concludedAt)
              .with("serverTime", now);
      default -> throw new IllegalArgumentException("no matter of time: " + refusal);
    };
  }
}
