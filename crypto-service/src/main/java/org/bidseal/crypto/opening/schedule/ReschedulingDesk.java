package org.bidseal.crypto.opening.schedule;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.chain.EntryKind;
import org.bidseal.crypto.chain.OpeningChain;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.OpeningView;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.timeline.FactKind;
import org.bidseal.crypto.timeline.Timeline;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.ProblemException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Gives openings other times. Writes run in the caller's transaction.
@Service
class ReschedulingDesk {
  private final Openings openings;
  private final Schedules schedules;
  private final Timeline timeline;
  private final Outbox outbox;
  private final OpeningChain chain;

  ReschedulingDesk(
      Openings openings,
      Schedules schedules,
      Timeline timeline,
      Outbox outbox,
      OpeningChain chain) {
    this.openings = openings;
    this.schedules = schedules;
    this.timeline = timeline;
    this.outbox = outbox;
    this.chain = chain;
  }

  /// Payload of OPENING_RESCHEDULED.
  record Rescheduled(
      Instant previousDeadline,
      Instant previousOpensAt,
      Instant deadline,
      Instant opensAt,
      String reason) {}

  Mono<OpeningView> reschedule(UUID openingId, Tenant tenant, Reschedule wish) {
    ScheduleChange change =
        new ScheduleChange(
            wish.deadline().truncatedTo(ChronoUnit.MICROS),
            wish.opensAt().truncatedTo(ChronoUnit.MICROS));
    return openings
        .get(openingId, tenant)
        .then(Mono.defer(() -> schedules.lock(openingId)))
        .then(Mono.defer(() -> openings.get(openingId, tenant)))
        .zipWhen(_ -> schedules.hasSealedBid(openingId))
        .doOnNext(both -> check(both.getT1(), change, both.getT2()))
        .flatMap(both -> change(both.getT1().opening(), change, wish.reason()))
        .then(Mono.defer(() -> openings.get(openingId, tenant)))
        .map(OpeningView::of);
  }

  Mono<List<Rescheduling>> history(UUID openingId, Tenant tenant) {
    return openings.get(openingId, tenant).thenMany(schedules.history(openingId)).collectList();
  }

  private Mono<Void> change(Opening opening, ScheduleChange change, String reason) {
    return schedules
        .change(opening.openingId(), change, reason)
        .then(
            Mono.defer(() ->
                timeline.addToOpening(
                    opening.openingId(),
                    FactKind.RESCHEDULED,
                    opening.opensAt() + " -> " + change.opensAt() + ": " + reason)))
        .then(Mono.defer(() -> schedules.bidders(opening.openingId()).collectList()))
        .flatMap(bidders ->
            outbox.add(
                OpeningRescheduled.TYPE,
                opening.openingId(),
                new OpeningRescheduled(
                    opening.openingId(),
                    opening.platformId(),
                    opening.deadline(),
                    opening.opensAt(),
                    change.deadline(),
                    change.opensAt(),
                    reason,
                    bidders)))
        .then(Mono.defer(() -> record(opening, change, reason)));
  }

  private Mono<Void> record(Opening opening, ScheduleChange change, String reason) {
    return chain.append(
        opening.openingId(),
        EntryKind.OPENING_RESCHEDULED,
        new Rescheduled(
            opening.deadline(), opening.opensAt(), change.deadline(), change.opensAt(), reason));
  }

  private static void check(OpeningNow read, ScheduleChange change, boolean sealed) {
    change
        .refusal(read.opening(), read.now(), sealed)
        .ifPresent(refusal -> {
          throw refused(refusal, read);
        });
  }

  private static ProblemException refused(ScheduleChange.Refusal refusal, OpeningNow read) {
    ProblemException problem =
        switch (refusal) {
          case OPENED ->
              new ProblemException(
                  CryptoProblem.OPENING_HAS_OPENED, "The opening's time has come already.");
          case DEADLINE_PASSED ->
              new ProblemException(
                  CryptoProblem.DEADLINE_PASSED,
                  "The deadline has passed by the server's clock; only the opening time can still be"
                      + " postponed.");
          case EARLIER_THAN_SEALED ->
              new ProblemException(
                  CryptoProblem.OPENING_BROUGHT_FORWARD,
                  "A bid is sealed for it, or its deadline has passed.");
          case TIMES_INVALID ->
              new ProblemException(
                  CryptoProblem.OPENING_TIMES_INVALID,
                  "The deadline is not in the future, or after the opening time.");
        };
    return problem
        .with("deadline", read.opening().deadline())
        .with("opensAt", read.opening().opensAt())
        .with("serverTime", read.now());
  }
}
