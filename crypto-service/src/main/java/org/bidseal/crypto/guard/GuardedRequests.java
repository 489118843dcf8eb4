package org.bidseal.crypto.guard;

import io.r2dbc.spi.Readable;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.bidseal.crypto.guard.request.Computed;
import org.bidseal.crypto.guard.request.GuardedOperation;
import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.crypto.guard.request.RacedException;
import org.bidseal.crypto.holding.Holding;
import org.bidseal.crypto.holding.HoldingEvent;
import org.bidseal.crypto.key.ShareCustody;
import org.bidseal.crypto.key.SplitKey;
import org.bidseal.crypto.keyaudit.KeyAudit;
import org.bidseal.crypto.keyaudit.KeyHead;
import org.bidseal.crypto.keyaudit.KeyOutcome;
import org.bidseal.crypto.keyaudit.KeyUse;
import org.bidseal.crypto.keyaudit.KeyUseProblem;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.database.Transactions;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.ServerShare;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Runs every request for a server share through the same steps (docs/split-key.md, "PIN" and
/// "Clones"):
///
/// 1. a request that was answered before gets the same answer, computed once;
/// 2. verdicts that need no secret refuse at no cost;
/// 3. one attempt is taken, and committed;
/// 4. the proof is checked, then the token, then the answer is computed, on a crypto thread;
/// 5. answer, next token and full counter are committed together; or the refusal, the lock, the
///    quarantine, with its event; and with either the key's use, written down.
///
/// What if it crashes: before 3, nothing happened. Between 3 and 5, the attempt is lost, never
/// given: the same request may come again after 15 s and takes another one. After 5, the same
/// request gets the stored answer. A use that cannot be written down does not happen: no answer, no
/// other token, and a proof that held gets its attempt back.
///
/// Once begun, a request is carried through even if its caller hangs up: a phone in a tunnel must
/// not lose attempts.
@Component
public class GuardedRequests {
  private static final Duration FIRST_LOOK = Duration.ofMillis(20);
  private static final Duration LATER_LOOKS = Duration.ofMillis(200);
  private static final int LOOKS = 20;

  private final Attempts attempts;
  private final AnswerVault vault;
  private final ShareCustody custody;
  private final CryptoScheduler crypto;
  private final Transactions transactions;
  private final BlockReports blocks;
  private final KeyAudit audit;
  private final GuardMetrics metrics;
  private final SecureRandom random;

  GuardedRequests(
      Attempts attempts,
      AnswerVault vault,
      ShareCustody custody,
      CryptoScheduler crypto,
      Transactions transactions,
      BlockReports blocks,
      KeyAudit audit,
      GuardMetrics metrics,
      SecureRandom random) {
    this.attempts = attempts;
    this.vault = vault;
    this.custody = custody;
    this.crypto = crypto;
    this.transactions = transactions;
    this.blocks = blocks;
    this.audit = audit;
    this.metrics = metrics;
    this.random = random;
  }

  /// Answers the request or errs with a [ProblemException] that says why not.
  public <P, A> Mono<A> answer(GuardedOperation<P, A> operation) {
    Mono<A> looking =
        Mono.defer(() -> look(operation))
            .retryWhen(
                Retry.backoff(LOOKS, FIRST_LOOK)
                    .maxBackoff(LATER_LOOKS)
                    .filter(RacedException.class::isInstance)
                    .onRetryExhaustedThrow((_, _) -> Refusals.stillInProgress()));
    return detached(metrics.timed(operation.presented().operation(), looking));
  }

  private <P, A> Mono<A> look(GuardedOperation<P, A> operation) {
    Presented request = operation.presented();
    return attempts
        .find(request, operation.aside(), (seen, row) -> Found.of(operation, seen, row))
        .switchIfEmpty(Mono.error(() -> Refusals.noHolding(request)))
        .flatMap(this::admit);
  }

  private <P, A> Mono<A> admit(Found<P, A> found) {
    GuardedOperation<P, A> operation = found.operation();
    Snapshot seen = found.seen();
    Presented request = operation.presented();
    return switch (Admission.of(seen, request)) {
      case Admission.Admitted _ -> attempt(found);
      case Admission.Repeated(WrappedSecret answer) -> repeat(operation, answer);
      case Admission.RefusedBefore(int left) -> Mono.error(Refusals.wrongProof(left));
      case Admission.UnderWay _ -> Mono.error(new RacedException());
      case Admission.Abandoned _ -> attempts.forget(request).then(Mono.error(RacedException::new));
      case Admission.Refused(CryptoProblem why, boolean unreported) ->
          (unreported ? blocks.reportLate(seen, request) : Mono.<Void>empty())
              .then(Mono.error(() -> Refusals.refused(why, seen)));
    };
  }

  private <A> Mono<A> repeat(GuardedOperation<?, A> operation, WrappedSecret answer) {
    Presented request = operation.presented();
    return crypto
        .run(() -> vault.read(request, answer, operation.answerType()))
        .doOnSuccess(_ -> metrics.count(request.operation(), GuardMetrics.REPEATED));
  }

  private <P, A> Mono<A> attempt(Found<P, A> found) {
    return found
        .permit()
        .flatMap(permit -> count(found, permit))
        .flatMap(counted -> check(counted).flatMap(outcome -> settle(counted, outcome)));
  }

  private <P, A> Mono<Counted<P, A>> count(Found<P, A> found, P permit) {
    return attempts
        .count(found.operation().presented(), found.seen())
        .map(left -> new Counted<>(found.operation(), found.seen(), permit, left));
  }

  /// A queue that is full means that nobody looked at the proof.
  private <P, A> Mono<Outcome<A>> check(Counted<P, A> counted) {
    return crypto
        .<Outcome<A>>run(() -> outcome(counted))
        .onErrorResume(
            RejectedExecutionException.class,
            full -> attempts.giveBack(counted.request(), false).then(Mono.error(full)));
  }

  private <P, A> Outcome<A> outcome(Counted<P, A> counted) {
    GuardedOperation<P, A> operation = counted.operation();
    SplitKey key = counted.seen().key();
    boolean holds = operation.proves(key.p1(), counted.permit());
    metrics.proofChecked(counted.request().operation(), holds);
    if (!holds) {
      return new Outcome.WrongProof<>();
    }
    if (!counted.seen().holding().token().equals(counted.request().token())) {
      return new Outcome.TwoCopies<>();
    }
    Token next = Token.random(random);
    try (ServerShare share = custody.open(key)) {
      Computed<A> computed = operation.answer(key, share, counted.permit(), next);
      WrappedSecret wrapped = vault.store(counted.request(), computed.answer());
      return new Outcome.Answered<>(computed, next, wrapped);
    } catch (RuntimeException cause) {
      return new Outcome.Failed<>(cause);
    }
  }

  private <P, A> Mono<A> settle(Counted<P, A> counted, Outcome<A> outcome) {
    return switch (outcome) {
      case Outcome.Answered<A> answered -> commit(counted, answered);
      case Outcome.WrongProof<A> _ -> refuse(counted);
      case Outcome.TwoCopies<A> _ -> quarantine(counted);
      case Outcome.Failed<A>(RuntimeException cause) -> fail(counted, cause);
    };
  }

  private <A> Mono<A> fail(Counted<?, A> counted, RuntimeException cause) {
    return transactions
        .inTransaction(
            attempts
                .giveBack(counted.request(), true)
                .then(audit.append(counted.use(KeyOutcome.FAILED))))
        .then(Mono.error(cause));
  }

  private <A> Mono<A> commit(Counted<?, A> counted, Outcome.Answered<A> answered) {
    Presented request = counted.request();
    Mono<Void> effect = answered.computed().effect();
    return (effect == null
            ? inOneStatement(counted, answered, counted.seen().head())
            : inTransaction(counted, answered, effect))
        .onErrorResume(
            RacedException.class, raced -> attempts.forget(request).then(Mono.error(raced)))
        .onErrorResume(
            GuardedRequests::isUnrecorded,
            error -> attempts.giveBack(request, true).then(Mono.error(error)))
        .then(
            Mono.fromSupplier(() -> {
              metrics.count(request.operation(), GuardMetrics.ANSWERED);
              return answered.computed().answer();
            }));
  }

  /// Another use of the key may have come in between: then the next place is free.
  private Mono<Void> inOneStatement(
      Counted<?, ?> counted, Outcome.Answered<?> answered, KeyHead head) {
    KeyUse use = counted.use(KeyOutcome.DONE);
    return recorded(
            attempts.answer(counted.request(), counted.generation(), answered, head.following(use)))
        .onErrorResume(
            DuplicateKeyException.class,
            _ -> audit.head(use.keyId()).flatMap(newer -> inOneStatement(counted, answered, newer)))
        .onErrorMap(DataAccessException.class, error -> KeyAudit.notRecorded(use.keyId(), error));
  }

  private Mono<Void> inTransaction(
      Counted<?, ?> counted, Outcome.Answered<?> answered, Mono<Void> effect) {
    return effect
        .then(recorded(attempts.answer(counted.request(), counted.generation(), answered)))
        .then(audit.append(counted.use(KeyOutcome.DONE)))
        .as(transactions::inTransaction);
  }

  private static Mono<Void> recorded(Mono<Boolean> answering) {
    return answering
        .filter(recordedNow -> recordedNow)
        .switchIfEmpty(Mono.error(RacedException::new))
        .then();
  }

  private <A> Mono<A> refuse(Counted<?, A> counted) {
    Presented request = counted.request();
    Mono<KeyOutcome> blocked =
        counted.attemptsLeft() > 0
            ? Mono.empty()
            : blocks.report(counted.seen().holding(), request, false);
    Mono<Void> work =
        attempts
            .refuse(request)
            .then(blocked)
            .defaultIfEmpty(KeyOutcome.PROOF_REFUSED)
            .flatMap(outcome -> audit.append(counted.use(outcome)));
    return transactions
        .inTransaction(work)
        .then(Mono.error(() -> Refusals.wrongProof(counted.attemptsLeft())));
  }

  private <A> Mono<A> quarantine(Counted<?, A> counted) {
    Holding holding = counted.seen().holding();
    Mono<Void> work =
        attempts
            .quarantine(counted.request(), counted.generation())
            .filter(isNew -> isNew)
            .flatMap(_ ->
                blocks
                    .tell(HoldingEvent.QUARANTINED, holding)
                    .then(audit.append(counted.use(KeyOutcome.QUARANTINED))));
    return transactions
        .inTransaction(work)
        .then(Mono.error(() -> Refusals.refused(CryptoProblem.KEY_QUARANTINED, counted.seen())));
  }

  private static boolean isUnrecorded(Throwable error) {
    return error instanceof ProblemException problem
        && problem.type() == KeyUseProblem.KEY_USE_NOT_RECORDED;
  }

  private static <A> Mono<A> detached(Mono<A> work) {
    return Mono.deferContextual(
        context -> Mono.fromFuture(() -> work.contextWrite(context).toFuture(), true));
  }

  /// A request whose holding is known.
  ///
  /// @param permit the verdict, not asked for yet
  private record Found<P, A>(GuardedOperation<P, A> operation, Snapshot seen, Mono<P> permit) {
    static <P, A> Found<P, A> of(GuardedOperation<P, A> operation, Snapshot seen, Readable row) {
      return new Found<>(operation, seen, operation.permit(seen.key(), row));
    }
  }

  /// A request whose attempt is taken.
  private record Counted<P, A>(
      GuardedOperation<P, A> operation, Snapshot seen, P permit, int attemptsLeft) {
    Presented request() {
      return operation.presented();
    }

    int generation() {
      return seen.key().generation();
    }

    KeyUse use(KeyOutcome outcome) {
      return request().use(outcome, operation.occasion(permit));
    }
  }
}
