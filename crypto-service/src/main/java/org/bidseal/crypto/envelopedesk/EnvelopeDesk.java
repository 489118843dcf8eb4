package org.bidseal.crypto.envelopedesk;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.bidding.Announcements;
import org.bidseal.crypto.bidding.Bidders;
import org.bidseal.crypto.bidding.Bids;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.envelopedesk.EnvelopeRequests.Announce;
import org.bidseal.crypto.envelopedesk.SessionSummaries.Parties;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.qrsession.QrSessions;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.crypto.tender.TenderChange;
import org.bidseal.crypto.tender.TenderChanges;
import org.bidseal.crypto.timeline.FactKind;
import org.bidseal.crypto.timeline.Timeline;
import org.bidseal.identityview.EnterpriseView;
import org.bidseal.identityview.Enterprises;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// What platforms do with envelopes before and after their sealing. Methods that write run in the
/// caller's transaction.
@Service
class EnvelopeDesk {
  private final Envelopes envelopes;
  private final Openings openings;
  private final Announcements announcements;
  private final Bids bids;
  private final Enterprises enterprises;
  private final QrSessions sessions;
  private final TenderChanges changes;
  private final Timeline timeline;
  private final EnvelopeViews views;

  EnvelopeDesk(
      Envelopes envelopes,
      Openings openings,
      Announcements announcements,
      Bids bids,
      Enterprises enterprises,
      QrSessions sessions,
      TenderChanges changes,
      Timeline timeline,
      EnvelopeViews views) {
    this.envelopes = envelopes;
    this.openings = openings;
    this.announcements = announcements;
    this.bids = bids;
    this.enterprises = enterprises;
    this.sessions = sessions;
    this.changes = changes;
    this.timeline = timeline;
    this.views = views;
  }

  Mono<EnvelopeView> announce(UUID openingId, UUID platformId, Announce wish) {
    Tenant tenant = new Tenant.OfPlatform(platformId);
    return announcements
        .announceAlone(
            openingId,
            platformId,
            wish.enterpriseId(),
            new Announcements.File(wish.fileName(), wish.size(), wish.sealing()))
        .flatMap(envelopeId -> show(envelopeId, tenant));
  }

  Mono<EnvelopeView> show(UUID envelopeId, Tenant tenant) {
    return get(envelopeId, tenant).flatMap(views::show);
  }

  Mono<List<EnvelopeView>> list(UUID openingId, Tenant tenant) {
    return openings
        .get(openingId, tenant)
        .thenMany(envelopes.ofOpening(openingId, tenant))
        .concatMap(views::show)
        .collectList();
  }

  Mono<JsonNode> openSession(
      UUID envelopeId, Tenant tenant, SessionPurpose purpose, String idempotencyKey) {
    return get(envelopeId, tenant)
        .flatMap(envelope -> wish(envelope, purpose))
        .flatMap(wish -> sessions.open(wish, idempotencyKey))
        .delayUntil(session ->
            purpose == SessionPurpose.REHEARSE ? Mono.empty() : log(envelopeId, purpose, session));
  }

  private Mono<Void> log(UUID envelopeId, SessionPurpose purpose, JsonNode session) {
    return timeline.addToEnvelope(
        envelopeId,
        FactKind.SESSION_OPENED,
        purpose.name(),
        null,
        UUID.fromString(session.path("sessionId").asString()));
  }

  private Mono<QrSessions.Wish> wish(Envelope envelope, SessionPurpose purpose) {
    if (!fits(envelope, purpose)) {
      return Mono.error(EnvelopeProblems.stateForbids(envelope, "be the subject of " + purpose));
    }
    return Mono.zip(
            openings.ofEnvelope(envelope.part().openingId()).map(OpeningNow::opening),
            change(envelope, purpose),
            parties(envelope),
            keyHolders(envelope, purpose))
        .map(all ->
            SessionSummaries.wish(
                envelope, all.getT1(), purpose, all.getT2(), all.getT3(), all.getT4()));
  }

  /// Who bids, as far as they are known.
  private Mono<Parties> parties(Envelope envelope) {
    return bids.bidders(envelope.part().bidId())
        .flatMap(bidders ->
            enterprises
                .find(bidders.leader())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .zipWith(members(bidders), Parties::new));
  }

  private Mono<List<String>> members(Bidders bidders) {
    return Flux.fromIterable(bidders.members())
        .concatMap(member ->
            enterprises.find(member).map(EnterpriseView::name).defaultIfEmpty(member.toString()))
        .collectList();
  }

  /// A member of the consortium opens what is addressed to it; all else is the leader's to do.
  private Mono<List<Bids.KeyHolder>> keyHolders(Envelope envelope, SessionPurpose purpose) {
    return purpose == SessionPurpose.DECRYPT || purpose == SessionPurpose.REHEARSE
        ? bids.keyHoldersOfMembers(envelope.part().envelopeId()).collectList()
        : Mono.just(List.of());
  }

  private Mono<Optional<TenderChange>> change(Envelope envelope, SessionPurpose purpose) {
    return purpose == SessionPurpose.CONFIRM
        ? changes
            .toConfirm(envelope.part().envelopeId())
            .map(Optional::of)
            .defaultIfEmpty(Optional.empty())
        : Mono.just(Optional.empty());
  }

  private static boolean fits(Envelope envelope, SessionPurpose purpose) {
    return switch (purpose) {
      case ENCRYPT -> envelope instanceof Envelope.Unsealed;
      case DECRYPT -> envelope instanceof Envelope.Openable;
      case RETRACT, CONFIRM, REHEARSE -> envelope instanceof Envelope.Sealed;
      case WAIVE -> envelope instanceof Envelope.Openable;
      case LOCK, LOCK_RELEASE, LOCK_WAIVER -> false;
    };
  }

  private Mono<Envelope> get(UUID envelopeId, Tenant tenant) {
    return envelopes
        .find(envelopeId, tenant)
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)));
  }
}
