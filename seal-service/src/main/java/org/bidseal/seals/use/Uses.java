package org.bidseal.seals.use;

import java.time.Clock;
import java.util.Base64;
import java.util.UUID;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.seals.SealProblem;
import org.bidseal.seals.seal.Seals;
import org.bidseal.seals.ses.SealPicture;
import org.bidseal.servicedefaults.Ids;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Reserves uses of seals and settles them.
@Service
class Uses {
  private final UseRepository rows;
  private final Seals seals;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  Uses(UseRepository rows, Seals seals, Outbox outbox, Ids ids, Clock clock) {
    this.rows = rows;
    this.seals = seals;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  /// The event `org.bidseal.seal.seal-used.v1`.
  record SealUsed(UUID sealId, UUID useId, UUID taskId, UUID personId) {}

  Mono<UseView> reserve(UUID personId, UUID sealId, UseRequest request) {
    return seals
        .usable(personId, sealId)
        .flatMap(usable -> {
          SealUse.UseCard card =
              new SealUse.UseCard(
                  ids.next(),
                  sealId,
                  request.taskId(),
                  request.sessionId(),
                  personId,
                  clock.instant());
          return rows.insert(card).thenReturn(view(card, usable));
        });
  }

  private static UseView view(SealUse.UseCard use, Seals.UsableSeal usable) {
    SealPicture picture = usable.sesSeal().info().picture();
    Base64.Encoder base64 = Base64.getEncoder();
    return new UseView(
        use.useId(),
        base64.encodeToString(usable.sesSeal().encoded()),
        base64.encodeToString(picture.data()),
        picture.widthMm(),
        picture.heightMm(),
        usable.card().sealType(),
        usable.card().name(),
        usable.card().enterpriseId());
  }

  Mono<UseState> confirm(UUID useId) {
    return get(useId)
        .flatMap(use ->
            switch (use) {
              case SealUse.Reserved reserved -> used(reserved.confirm());
              case SealUse.Confirmed confirmed -> Mono.just(UseState.of(confirmed));
              case SealUse.Released _ -> Mono.error(decided());
            });
  }

  private Mono<UseState> used(SealUse.Confirmed confirmed) {
    SealUse.UseCard card = confirmed.card();
    return rows.decided(confirmed, clock.instant())
        .then(
            outbox.add(
                "org.bidseal.seal.seal-used.v1",
                card.sealId(),
                new SealUsed(card.sealId(), card.useId(), card.taskId(), card.personId())))
        .thenReturn(UseState.of(confirmed));
  }

  Mono<UseState> release(UUID useId) {
    return get(useId)
        .flatMap(use ->
            switch (use) {
              case SealUse.Reserved reserved -> released(reserved.release());
              case SealUse.Released released -> Mono.just(UseState.of(released));
              case SealUse.Confirmed _ -> Mono.error(decided());
            });
  }

  private Mono<UseState> released(SealUse.Released released) {
    return rows.decided(released, clock.instant()).thenReturn(UseState.of(released));
  }

  private Mono<SealUse> get(UUID useId) {
    return rows.findForUpdate(useId)
        .switchIfEmpty(
            Mono.error(
                () -> new ProblemException(CommonProblem.NOT_FOUND, "There is no such use.")));
  }

  private static ProblemException decided() {
    return new ProblemException(SealProblem.USE_DECIDED, "The use was decided the other way.");
  }
}
