package org.bidseal.crypto.opening;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.chain.EntryKind;
import org.bidseal.crypto.chain.OpeningChain;
import org.bidseal.crypto.opening.OpeningRequests.Extend;
import org.bidseal.crypto.opening.OpeningRequests.OpeningRegistered;
import org.bidseal.crypto.opening.OpeningRequests.Register;
import org.bidseal.crypto.opening.Openings.Registration;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.timeline.FactKind;
import org.bidseal.crypto.timeline.Timeline;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// What platforms do with openings. Every method that writes runs in the caller's transaction.
@Service
class OpeningDesk {
  private static final int USUAL_WINDOW_MINUTES = 60;

  private final Openings openings;
  private final Timeline timeline;
  private final Outbox outbox;
  private final OpeningChain chain;
  private final Ids ids;

  OpeningDesk(Openings openings, Timeline timeline, Outbox outbox, OpeningChain chain, Ids ids) {
    this.openings = openings;
    this.timeline = timeline;
    this.outbox = outbox;
    this.chain = chain;
    this.ids = ids;
  }

  /// Payload of WINDOW_EXTENDED.
  record WindowExtended(int minutes, String reason) {}

  Mono<OpeningView> register(UUID platformId, Register wish) {
    if (wish.opensAt().isBefore(wish.deadline())) {
      return Mono.error(timesInvalid("The opening would open before its deadline."));
    }
    Registration registration = registration(platformId, wish);
    return openings
        .insert(registration)
        .onErrorMap(DuplicateKeyException.class, _ -> exists(registration))
        .filter(Boolean::booleanValue)
        .switchIfEmpty(Mono.error(() -> timesInvalid("The deadline is not in the future.")))
        .then(tell(registration))
        .then(
            Mono.defer(() ->
                chain.append(registration.openingId(), EntryKind.OPENING_REGISTERED, registration)))
        .then(Mono.defer(() -> show(registration.openingId(), new Tenant.OfPlatform(platformId))));
  }

  Mono<OpeningView> extend(UUID openingId, Tenant tenant, Extend wish) {
    return openings
        .lock(openingId, tenant)
        .filter(read -> read.phase() != Opening.Phase.CONCLUDED)
        .switchIfEmpty(
            openings.get(openingId, tenant).map(Openings::concluded).flatMap(Mono::error))
        .then(Mono.defer(() -> openings.extend(openingId, wish.minutes(), wish.reason())))
        .then(
            Mono.defer(() ->
                timeline.addToOpening(
                    openingId,
                    FactKind.WINDOW_EXTENDED,
                    "+" + wish.minutes() + " min: " + wish.reason())))
        .then(Mono.defer(() -> record(openingId, wish)))
        .then(Mono.defer(() -> show(openingId, tenant)));
  }

  Mono<OpeningView> show(UUID openingId, Tenant tenant) {
    return openings.get(openingId, tenant).map(OpeningView::of);
  }

  Mono<List<OpeningView>> list(Tenant tenant) {
    return openings.list(tenant).map(OpeningView::of).collectList();
  }

  private Mono<Void> record(UUID openingId, Extend wish) {
    return chain.append(
        openingId, EntryKind.WINDOW_EXTENDED, new WindowExtended(wish.minutes(), wish.reason()));
  }

  private Registration registration(UUID platformId, Register wish) {
    Integer window = wish.windowMinutes();
    Opening.Stage stage = wish.stage();
    Opening.UnconfirmedBids unconfirmed = wish.unconfirmedBids();
    return new Registration(
        ids.next(),
        platformId,
        wish.tenderId(),
        wish.lotId(),
        stage == null ? Opening.Stage.WHOLE : stage,
        wish.name(),
        micros(wish.deadline()),
        micros(wish.opensAt()),
        window == null ? USUAL_WINDOW_MINUTES : window,
        unconfirmed == null ? Opening.UnconfirmedBids.VALID : unconfirmed,
        wish.demand(),
        Boolean.TRUE.equals(wish.eventLock()));
  }

  private Mono<Void> tell(Registration registration) {
    return outbox.add(
        "org.bidseal.crypto.opening-registered.v1",
        registration.openingId(),
        new OpeningRegistered(
            registration.openingId(),
            registration.platformId(),
            registration.tenderId(),
            registration.lotId(),
            registration.stage(),
            registration.deadline(),
            registration.opensAt(),
            registration.windowMinutes()));
  }

  /// The database keeps microseconds; what is told must be what is kept.
  private static Instant micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  private static ProblemException timesInvalid(String detail) {
    return new ProblemException(CryptoProblem.OPENING_TIMES_INVALID, detail);
  }

  private static ProblemException exists(Registration wish) {
    return new ProblemException(
        CryptoProblem.OPENING_EXISTS,
        "Tender "
            + wish.tenderId()
            + ", lot "
            + wish.lotId()
            + " has an opening of stage "
            + wish.stage()
            + ".");
  }
}
