package org.bidseal.crypto.timeline;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.problem.ProblemType;
import org.bidseal.servicedefaults.RequestCut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/// Keeps every attempt to open a bid that does not succeed, with its cause: whose fault it was may
/// decide over money. Wrapped around the whole attempt, outside its transaction, which a refusal
/// takes back.
@Component
public class AttemptLog {
  /// Refusals that tell nothing about the bidder's or the centre's part in the opening.
  private static final Set<ProblemType> NO_ATTEMPT =
      Set.of(
          CommonProblem.VALIDATION_FAILED,
          CommonProblem.IDEMPOTENCY_KEY_REUSED,
          CryptoProblem.ENVELOPE_NOT_FOUND,
          CryptoProblem.KEY_NOT_FOUND,
          CryptoProblem.ENVELOPE_STATE_FORBIDS,
          CryptoProblem.ALREADY_DECRYPTED,
          CryptoProblem.REQUEST_IN_PROGRESS,
          CryptoProblem.REQUEST_ID_REUSED);

  private static final int INTERNAL = 500;
  private static final Logger LOG = LoggerFactory.getLogger(AttemptLog.class);

  private final Timeline timeline;

  AttemptLog(Timeline timeline) {
    this.timeline = timeline;
  }

  /// The attempt, with an entry if it errs or is cut. The entry never hides the error: should it
  /// fail to be written, the log has both.
  public <T> Mono<T> logged(Actor actor, UUID envelopeId, Mono<T> attempt) {
    return cutLogged(actor, envelopeId, attempt, true)
        .onErrorResume(e ->
            entry(actor, envelopeId, e)
                .onErrorResume(unwritten -> {
                  LOG.error("an attempt at envelope {} has no entry", envelopeId, unwritten);
                  return Mono.empty();
                })
                .then(Mono.error(e)));
  }

  /// A step of sealing, with an entry if this service gave it up. A connection that breaks is an
  /// upload's daily life.
  public <T> Mono<T> cutLogged(Actor actor, UUID envelopeId, Mono<T> step) {
    return cutLogged(actor, envelopeId, step, false);
  }

  private <T> Mono<T> cutLogged(
      Actor actor, UUID envelopeId, Mono<T> attempt, boolean lostConnections) {
    return Mono.deferContextual(context ->
        attempt.doFinally(signal -> {
          boolean deadline = RequestCut.isByDeadline(context);
          if (signal == SignalType.CANCEL && (deadline || lostConnections)) {
            writeCut(actor, envelopeId, deadline ? "DEADLINE" : "CONNECTION");
          }
        }));
  }

  /// Nobody waits for a request that was cut, nor for its entry.
  private void writeCut(Actor actor, UUID envelopeId, String cause) {
    timeline
        .addBy(actor, envelopeId, FactKind.REQUEST_CUT, cause)
        .subscribe(
            _ -> {},
            e -> LOG.error("a request about envelope {} was cut without entry", envelopeId, e));
  }

  private Mono<Void> entry(Actor actor, UUID envelopeId, Throwable error) {
    if (error instanceof ProblemException problem) {
      ProblemType type = problem.type();
      FactKind kind =
          type.status().value() >= INTERNAL ? FactKind.SERVICE_ERROR : FactKind.ATTEMPT_REFUSED;
      return NO_ATTEMPT.contains(type)
          ? Mono.empty()
          : timeline.addBy(actor, envelopeId, kind, type.name());
    }
    String cause = error instanceof RejectedExecutionException ? "OVERLOADED" : "INTERNAL";
    return timeline.addBy(actor, envelopeId, FactKind.SERVICE_ERROR, cause);
  }
}
