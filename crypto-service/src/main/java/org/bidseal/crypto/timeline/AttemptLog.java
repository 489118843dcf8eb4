package org.bidseal.crypto.timeline;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.problem.ProblemType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

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

  /// The attempt, with an entry if it errs. The entry never hides the error: should it fail to be
  /// written, the log has both.
  public <T> Mono<T> logged(Actor actor, UUID envelopeId, Mono<T> attempt) {
    return attempt.onErrorResume(e ->
        entry(actor, envelopeId, e)
            .onErrorResume(unwritten -> {
              LOG.error("an attempt at envelope {} has no entry", envelopeId, unwritten);
              return Mono.empty();
            })
            .then(Mono.error(e)));
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
