package org.bidseal.crypto.sealing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bidseal.crypto.backupgate.BackupGate;
import org.bidseal.crypto.bidding.Bids;
import org.bidseal.crypto.envelope.Addressing;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.Envelope.Addressed;
import org.bidseal.crypto.envelope.Envelope.Unsealed;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.envelope.Recipient;
import org.bidseal.crypto.envelopedesk.EnvelopeView;
import org.bidseal.crypto.envelopedesk.EnvelopeViews;
import org.bidseal.crypto.lock.LockGate;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.RecipientDemand;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.BidProblem;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.qrsession.ConfirmedSession;
import org.bidseal.crypto.qrsession.QrSessions;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.crypto.sealing.RecipientPolicy.Accepted;
import org.bidseal.crypto.sealing.RecipientPolicy.NotValid;
import org.bidseal.crypto.sealing.RecipientPolicy.OwnMissing;
import org.bidseal.crypto.sealing.RecipientPolicy.Twice;
import org.bidseal.crypto.sealing.SealingRequests.Address;
import org.bidseal.identityview.CertificateView;
import org.bidseal.identityview.Certificates;
import org.bidseal.identityview.PlatformView;
import org.bidseal.identityview.PlatformView.BackupPolicy;
import org.bidseal.identityview.Platforms;
import org.bidseal.problem.ProblemException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A person chooses who can open the bid. Runs in the caller's transaction.
@Service
class Addressings {
  private static final int SPARE_RECIPIENTS_THAT_ALLOW_A_WARNING = 1;

  private final QrSessions sessions;
  private final Envelopes envelopes;
  private final Openings openings;
  private final LockGate locks;
  private final Bids bids;
  private final Certificates certificates;
  private final SigningCertificates signing;
  private final Platforms platforms;
  private final BackupGate backups;
  private final VoidedContent voided;
  private final SealingEvents events;
  private final EnvelopeViews views;

  Addressings(
      QrSessions sessions,
      Envelopes envelopes,
      Openings openings,
      LockGate locks,
      Bids bids,
      Certificates certificates,
      SigningCertificates signing,
      Platforms platforms,
      BackupGate backups,
      VoidedContent voided,
      SealingEvents events,
      EnvelopeViews views) {
    this.sessions = sessions;
    this.envelopes = envelopes;
    this.openings = openings;
    this.locks = locks;
    this.bids = bids;
    this.certificates = certificates;
    this.signing = signing;
    this.platforms = platforms;
    this.backups = backups;
    this.voided = voided;
    this.events = events;
    this.views = views;
  }

  Mono<EnvelopeView> address(UUID envelopeId, UUID personId, Address wish) {
    return envelopes
        .find(envelopeId, new Tenant.OfPerson(personId))
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .delayUntil(_ -> envelopes.requireLeader(envelopeId, personId))
        .then(sessions.getConfirmed(wish.sessionId(), SessionPurpose.ENCRYPT, envelopeId, personId))
        .flatMap(session -> address(envelopeId, session, wish));
  }

  private Mono<EnvelopeView> address(UUID envelopeId, ConfirmedSession session, Address wish) {
    return lock(envelopeId, session.personId())
        .flatMap(envelope ->
            addressing(envelope.part(), session, wish)
                .map(envelope::address)
                .delayUntil(_ -> voided.discard(envelope)))
        .flatMap(this::keep);
  }

  private Mono<EnvelopeView> keep(Addressed envelope) {
    return envelopes
        .save(envelope)
        .then(Mono.defer(() -> events.addressed(envelope)))
        .then(Mono.defer(() -> views.show(envelope)));
  }

  private Mono<Unsealed> lock(UUID envelopeId, UUID personId) {
    return envelopes
        .lock(envelopeId, new Tenant.OfPerson(personId))
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .flatMap(envelope ->
            envelope instanceof Unsealed unsealed
                ? Mono.just(unsealed)
                : Mono.error(EnvelopeProblems.stateForbids(envelope, "be addressed")));
  }

  private Mono<Addressing> addressing(BidPart part, ConfirmedSession session, Address wish) {
    return openings
        .getTakingBids(part.openingId())
        .delayUntil(_ -> locks.forSealing(part.openingId()))
        .doOnNext(read -> checkDemand(read.opening().recipientPolicy(), wish.wanted()))
        .map(OpeningNow::now)
        .flatMap(now ->
            recipients(part, session, wish.certificateIds(), now)
                .doOnNext(recipients -> checkThreshold(wish.wanted(), recipients.size()))
                .flatMap(recipients -> addressing(part, session, recipients, wish.wanted(), now)));
  }

  private Mono<Addressing> addressing(
      BidPart part,
      ConfirmedSession session,
      List<Recipient> recipients,
      int threshold,
      Instant now) {
    Mono<Boolean> backedUp = passBackupGate(part, session.personId(), recipients, threshold);
    return backedUp.zipWhen(
        _ -> signing.choose(part.enterpriseId(), session, now),
        (verified, signingKey) ->
            new Addressing(
                session.sessionId(),
                session.personId(),
                session.deviceId(),
                signingKey.keyId(),
                verified,
                recipients,
                threshold));
  }

  /// The header must then have this threshold too ({@link HeaderPolicy}).
  private static void checkDemand(RecipientDemand demand, int threshold) {
    if (!demand.isMetBy(threshold)) {
      throw new ProblemException(
              BidProblem.RECIPIENT_POLICY_NOT_MET,
              threshold + " of the recipients would open the bid together.")
          .with("demanded", demand.threshold())
          .with("rule", demand.rule());
    }
  }

  private static void checkThreshold(int threshold, int recipients) {
    if (threshold > recipients) {
      throw new ProblemException(
              BidProblem.THRESHOLD_TOO_HIGH,
              threshold + " recipients are to act together, and there are " + recipients + ".")
          .with("recipients", recipients);
    }
  }

  private Mono<List<Recipient>> recipients(
      BidPart part, ConfirmedSession session, List<UUID> chosen, Instant now) {
    return Flux.fromIterable(chosen)
        .distinct()
        .concatMap(certificates::find)
        .collectMap(CertificateView::certificateId)
        .zipWith(
            bids.bidders(part.bidId()),
            (known, bidders) -> judge(Set.copyOf(bidders.all()), session, chosen, known, now));
  }

  private static List<Recipient> judge(
      Set<UUID> bidders,
      ConfirmedSession session,
      List<UUID> chosen,
      Map<UUID, CertificateView> known,
      Instant now) {
    return switch (RecipientPolicy.judge(chosen, known, bidders, session.personId(), now)) {
      case Accepted accepted -> accepted.recipients();
      case Twice(var certificateId) ->
          throw refused(CryptoProblem.RECIPIENT_NAMED_TWICE, "Named twice: " + certificateId)
              .with("certificateId", certificateId);
      case NotValid(var certificateId) ->
          throw refused(
                  CryptoProblem.RECIPIENT_UNUSABLE,
                  "No encryption certificate in force of a bidder: " + certificateId)
              .with("certificateId", certificateId);
      case OwnMissing _ ->
          throw refused(
              CryptoProblem.OWN_CERTIFICATE_MISSING, "None of the certificates is your own.");
    };
  }

  /// Whether the bid outlives the loss of one phone by verified backups; an error if it does not
  /// and the platform does not accept that. If every recipient is needed, every key must be backed
  /// up.
  private Mono<Boolean> passBackupGate(
      BidPart part, UUID personId, List<Recipient> recipients, int threshold) {
    boolean allNeeded = threshold > 1 && threshold == recipients.size();
    Flux<Boolean> backedUp =
        Flux.fromIterable(recipients)
            .filter(recipient -> allNeeded || recipient.personId().equals(personId))
            .concatMap(recipient -> backups.isBackedUp(recipient.keyId()));
    return (allNeeded ? backedUp.all(Boolean::booleanValue) : backedUp.any(Boolean::booleanValue))
        .flatMap(
            verified -> verified ? Mono.just(true) : warn(part, recipients.size() - threshold));
  }

  private Mono<Boolean> warn(BidPart part, int spare) {
    return platforms
        .find(part.platformId())
        .map(PlatformView::backupPolicy)
        .filter(policy -> policy == BackupPolicy.WARN)
        .filter(_ -> spare >= SPARE_RECIPIENTS_THAT_ALLOW_A_WARNING)
        .map(_ -> false)
        .switchIfEmpty(
            Mono.error(() ->
                refused(
                    CryptoProblem.BACKUP_NOT_VERIFIED,
                    "A key without which the bid might stay shut has no verified backup of its current"
                        + " share.")));
  }

  private static ProblemException refused(CryptoProblem problem, String detail) {
    return new ProblemException(problem, detail);
  }
}
