package org.bidseal.crypto.bid;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.bid.EnvelopeRequests.Announce;
import org.bidseal.crypto.envelope.Bid;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.problem.UploadProblem;
import org.bidseal.crypto.qrsession.QrSessions;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.crypto.tender.TenderChange;
import org.bidseal.crypto.tender.TenderChanges;
import org.bidseal.crypto.timeline.FactKind;
import org.bidseal.crypto.timeline.Timeline;
import org.bidseal.identityview.PlatformView;
import org.bidseal.identityview.Platforms;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.envelope.EnvelopeLayout;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// What platforms do with envelopes before and after their sealing. Methods that write run in the
/// caller's transaction.
@Service
class EnvelopeDesk {
  private final Envelopes envelopes;
  private final Openings openings;
  private final Platforms platforms;
  private final QrSessions sessions;
  private final TenderChanges changes;
  private final Timeline timeline;
  private final EnvelopeViews views;
  private final Ids ids;

  EnvelopeDesk(
      Envelopes envelopes,
      Openings openings,
      Platforms platforms,
      QrSessions sessions,
      TenderChanges changes,
      Timeline timeline,
      EnvelopeViews views,
      Ids ids) {
    this.envelopes = envelopes;
    this.openings = openings;
    this.platforms = platforms;
    this.sessions = sessions;
    this.changes = changes;
    this.timeline = timeline;
    this.views = views;
    this.ids = ids;
  }

  Mono<EnvelopeView> announce(UUID openingId, UUID platformId, Announce wish) {
    Tenant tenant = new Tenant.OfPlatform(platformId);
    Bid bid =
        new Bid(
            ids.next(),
            openingId,
            platformId,
            wish.enterpriseId(),
            wish.fileName(),
            wish.size(),
            wish.sealing());
    return openings
        .get(openingId, tenant)
        .doOnNext(_ -> checkSize(wish.size()))
        .then(checkSealing(platformId, wish.sealing()))
        .then(Mono.defer(() -> envelopes.insert(bid)))
        .filter(Boolean::booleanValue)
        .switchIfEmpty(Mono.error(Openings::deadlinePassed))
        .then(Mono.defer(() -> show(bid.envelopeId(), tenant)));
  }

  private static void checkSize(long size) {
    if (size == 0) {
      throw new ProblemException(UploadProblem.FILE_EMPTY, "A bid has at least one byte.");
    }
    if (size > EnvelopeLayout.MAX_PLAINTEXT_BYTES) {
      throw new ProblemException(UploadProblem.FILE_TOO_LARGE, "The file has " + size + " bytes.")
          .with("most", EnvelopeLayout.MAX_PLAINTEXT_BYTES);
    }
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
        .delayUntil(session -> log(envelopeId, purpose, session));
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
    return openings
        .ofEnvelope(envelope.bid().openingId())
        .map(OpeningNow::opening)
        .zipWith(change(envelope, purpose))
        .map(both -> SessionSummaries.wish(envelope, both.getT1(), purpose, both.getT2()));
  }

  private Mono<Optional<TenderChange>> change(Envelope envelope, SessionPurpose purpose) {
    return purpose == SessionPurpose.CONFIRM
        ? changes
            .toConfirm(envelope.bid().envelopeId())
            .map(Optional::of)
            .defaultIfEmpty(Optional.empty())
        : Mono.just(Optional.empty());
  }

  private static boolean fits(Envelope envelope, SessionPurpose purpose) {
    return switch (purpose) {
      case ENCRYPT -> envelope instanceof Envelope.Unsealed;
      case DECRYPT -> envelope instanceof Envelope.Openable;
      case RETRACT, CONFIRM -> envelope instanceof Envelope.Sealed;
    };
  }

  private Mono<Envelope> get(UUID envelopeId, Tenant tenant) {
    return envelopes
        .find(envelopeId, tenant)
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)));
  }

  private Mono<Void> checkSealing(UUID platformId, Sealing sealing) {
    return switch (sealing) {
      case BIDDER -> Mono.empty();
      case SERVER ->
          platforms
              .find(platformId)
              .filter(PlatformView::serverSideSealing)
              .switchIfEmpty(Mono.error(EnvelopeDesk::serverSealingNotAllowed))
              .then();
    };
  }

  private static ProblemException serverSealingNotAllowed() {
    return new ProblemException(
        CryptoProblem.SERVER_SEALING_NOT_ALLOWED,
        "The platform's settings do not allow sealing on the server.");
  }
}
