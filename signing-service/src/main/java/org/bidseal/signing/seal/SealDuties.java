package org.bidseal.signing.seal;

import java.time.Duration;
import java.util.UUID;
import org.bidseal.database.DatabaseClock;
import org.bidseal.problem.UpstreamProblemException;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Confirms and releases uses of seals, whatever crashes: the duty is a row in the transaction of
/// the change that causes it, is done right after, and again until seal-service has heard it.
/// seal-service's answers are idempotent, so replicas may do the same duty at once.
@Component
public final class SealDuties implements Sweep {
  private static final Logger log = LoggerFactory.getLogger(SealDuties.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final int MOST_DOUBLINGS = 9;
  private static final int BATCH = 100;

  private final SealDutyRepository duties;
  private final SealUses uses;
  private final DatabaseClock clock;
  private final Duration interval;

  SealDuties(
      SealDutyRepository duties,
      SealUses uses,
      DatabaseClock clock,
      @Value("${bidseal.signing.sweep-interval:30s}") Duration interval) {
    this.duties = duties;
    this.uses = uses;
    this.clock = clock;
    this.interval = interval;
  }

  /// Owes a confirmation, in the caller's transaction.
  public Mono<Void> oweConfirmation(UUID requestId) {
    return duties.add(requestId, SealDuty.Action.CONFIRM);
  }

  /// Owes a release, in the caller's transaction.
  public Mono<Void> oweRelease(UUID requestId) {
    return duties.add(requestId, SealDuty.Action.RELEASE);
  }

  /// Does what is owed for a request now, after the transaction; never errs, since what fails is
  /// done later.
  public Mono<Void> settle(UUID requestId) {
    return duties.find(requestId).flatMap(this::settle).onErrorResume(this::later);
  }

  @Override
  public String name() {
    return "seal-duties";
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public Mono<Void> sweep() {
    return clock
        .now()
        .flatMapMany(now -> duties.due(now, BATCH))
        .collectList()
        .flatMapIterable(due -> due)
        .concatMap(this::settle)
        .then();
  }

  private Mono<Void> later(Throwable e) {
    log.warn("What is owed to seal-service could not be settled; trying again", e);
    return Mono.empty();
  }

  private Mono<Void> settle(SealDuty duty) {
    return attempt(duty).then(duties.done(duty.requestId())).onErrorResume(e -> failed(duty, e));
  }

  private Mono<Void> attempt(SealDuty duty) {
    return useId(duty)
        .flatMap(useId ->
            switch (duty.action()) {
              case CONFIRM -> uses.confirm(duty.requestId(), duty.personId(), useId);
              case RELEASE -> uses.release(duty.requestId(), duty.personId(), useId);
            });
  }

  /// The use's id; where the answer to the reservation was lost, the reservation is repeated under
  /// its key, which answers the same use.
  private Mono<UUID> useId(SealDuty duty) {
    return duty.useId() != null
        ? Mono.just(duty.useId())
        : uses.reserve(
                duty.requestId(), duty.personId(), duty.sealId(), duty.taskId(), duty.sessionId())
            .map(ReservedSeal::useId);
  }

  private Mono<Void> failed(SealDuty duty, Throwable e) {
    if (e instanceof UpstreamProblemException refused) {
      // A refusal stays one: there is no use to settle, or it was settled otherwise.
      log.atLevel(duty.useId() == null ? Level.INFO : Level.ERROR)
          .log(
              "seal-service refuses to {} the use of signing request {}: {}",
              duty.action(),
              duty.requestId(),
              refused.type().name());
      return duties.done(duty.requestId());
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(duty.attempts(), MOST_DOUBLINGS));
    log.warn(
        "seal-service was not told to {} the use of signing request {}; again in {}",
        duty.action(),
        duty.requestId(),
        pause,
        e);
    return duties.postpone(duty.requestId(), pause);
  }
}
