package org.bidseal.signing.request;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.database.DatabaseClock;
import org.bidseal.database.Transactions;
import org.bidseal.signing.request.SigningRequest.Failed;
import org.bidseal.signing.request.SigningRequest.Prepared;
import org.bidseal.signing.request.SigningRequest.Reserving;
import org.bidseal.signing.request.SigningRequest.Signed;
import org.bidseal.signing.seal.SealDuties;
import org.bidseal.signing.store.FileStore;
import org.bidseal.signing.task.SigningTask;
import org.bidseal.signing.task.Tasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Ends a signing request that came to nothing: the task can be signed again, and the seal's use is
/// given back.
@Component
final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);
  static final String COUNTER = "bidseal.signatures";

  private final Tasks tasks;
  private final SigningRequestRepository requests;
  private final SigningEvents events;
  private final SealDuties duties;
  private final Transactions transactions;
  private final DatabaseClock clock;
  private final MeterRegistry meters;
  private final FileStore files;

  Failures(
      Tasks tasks,
      SigningRequestRepository requests,
      SigningEvents events,
      SealDuties duties,
      Transactions transactions,
      DatabaseClock clock,
      MeterRegistry meters,
      FileStore files) {
    this.tasks = tasks;
    this.requests = requests;
    this.events = events;
    this.duties = duties;
    this.transactions = transactions;
    this.clock = clock;
    this.meters = meters;
    this.files = files;
  }

  /// Ends an open request in a transaction of its own, then gives the use back; a request that is
  /// not open is left alone.
  Mono<Void> fail(UUID taskId, UUID requestId, String reason) {
    return fail(taskId, requestId, reason, true);
  }

  /// Ends a request whose preparation failed; one that was prepared meanwhile by a repetition of
  /// the same POST is left alone.
  Mono<Void> failPreparation(UUID taskId, UUID requestId, String reason) {
    return fail(taskId, requestId, reason, false);
  }

  /// Ends the open request that holds a locked task, in the caller's transaction, because the same
  /// session starts again.
  Mono<SigningTask> replace(SigningTask.Prepared task, Instant now) {
    return end(task, task.requestId(), "REPLACED", true, false, now);
  }

  private Mono<Void> fail(UUID taskId, UUID requestId, String reason, boolean evenPrepared) {
    return transactions
        .inTransaction(
            tasks
                .lock(taskId)
                .zipWith(clock.now())
                .flatMap(
                    both -> end(both.getT1(), requestId, reason, evenPrepared, true, both.getT2())))
        .flatMap(_ -> settled(requestId));
  }

  private Mono<Void> settled(UUID requestId) {
    meters.counter(COUNTER, "result", "failed").increment();
    return requests
        .file(requestId)
        .flatMap(files::delete)
        .onErrorResume(e -> leftBehind(requestId, e))
        .then(duties.settle(requestId));
  }

  private static Mono<Void> leftBehind(UUID requestId, Throwable e) {
    log.warn("The prepared file of signing request {} stays behind", requestId, e);
    return Mono.empty();
  }

  /// @return the task as it is then; empty if the request was not open
  private Mono<SigningTask> end(
      SigningTask task,
      UUID requestId,
      String reason,
      boolean evenPrepared,
      boolean sessionEnds,
      Instant now) {
    return requests
        .find(requestId)
        .flatMap(request ->
            switch (request) {
              case Reserving reserving -> end(task, reserving.failed(reason), sessionEnds, now);
              case Prepared prepared ->
                  evenPrepared
                      ? end(task, prepared.failed(reason), sessionEnds, now)
                      : Mono.empty();
              case Signed _, Failed _ -> Mono.empty();
            });
  }

  private Mono<SigningTask> end(SigningTask task, Failed failed, boolean sessionEnds, Instant now) {
    UUID requestId = failed.facts().requestId();
    SigningTask next =
        task instanceof SigningTask.Prepared prepared && prepared.requestId().equals(requestId)
            ? prepared.abandon()
            : task;
    return requests
        .failed(failed)
        .then(tasks.save(next))
        .then(duties.oweRelease(requestId))
        .then(events.failed(failed.facts(), failed.reason(), sessionEnds, now))
        .thenReturn(next);
  }
}
