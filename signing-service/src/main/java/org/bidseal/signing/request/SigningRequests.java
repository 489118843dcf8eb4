package org.bidseal.signing.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.database.DatabaseClock;
import org.bidseal.database.Transactions;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.signing.SigningProblem;
import org.bidseal.signing.request.Signer.Usable;
import org.bidseal.signing.request.SigningRequest.Failed;
import org.bidseal.signing.request.SigningRequest.Preparation;
import org.bidseal.signing.request.SigningRequest.Prepared;
import org.bidseal.signing.request.SigningRequest.RequestFacts;
import org.bidseal.signing.request.SigningRequest.Reserving;
import org.bidseal.signing.request.SigningRequest.Signed;
import org.bidseal.signing.request.SigningRequestView.NewSigningRequest;
import org.bidseal.signing.session.QrSession;
import org.bidseal.signing.session.QrSessions;
import org.bidseal.signing.task.Signatory;
import org.bidseal.signing.task.SigningTask;
import org.bidseal.signing.task.Tasks;
import org.bidseal.websecurity.Person;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Starts to sign: claims the task, reserves the seal, prepares the document, has the digest
/// expected.
///
/// First transaction: the request is written and holds the task. Then the seal's use is reserved,
/// the document prepared and the expectation registered. Second transaction, with the answer: the
/// request is PREPARED. A refusal in between ends the request and owes the release of the use.
@Component
final class SigningRequests {
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final Tasks tasks;
  private final QrSessions sessions;
  private final Signer signer;
  private final SigningRequestRepository requests;
  private final DocumentPreparation documents;
  private final SigningEvents events;
  private final Failures failures;
  private final Transactions transactions;
  private final IdempotentWrites writes;
  private final DatabaseClock clock;
  private final Ids ids;

  SigningRequests(
      Tasks tasks,
      QrSessions sessions,
      Signer signer,
      SigningRequestRepository requests,
      DocumentPreparation documents,
      SigningEvents events,
      Failures failures,
      Transactions transactions,
      IdempotentWrites writes,
      DatabaseClock clock,
      Ids ids) {
    this.tasks = tasks;
    this.sessions = sessions;
    this.signer = signer;
    this.requests = requests;
    this.documents = documents;
    this.events = events;
    this.failures = failures;
    this.transactions = transactions;
    this.writes = writes;
    this.clock = clock;
    this.ids = ids;
  }

  /// A request that holds its task.
  private record Claim(RequestFacts facts, SigningTask task, Usable certificate) {}

  Mono<ResponseEntity<SigningRequestView>> start(
      IdempotencyKey key, Person person, UUID taskId, NewSigningRequest wanted) {
    return tasks
        .get(taskId, person)
        .then(requests.findByKey(person.personId(), taskId, key.key()))
        .filter(request -> !(request instanceof Reserving))
        .flatMap(request -> repeated(key, wanted, request))
        .switchIfEmpty(Mono.defer(() -> begin(key, person, taskId, wanted)));
  }

  /// A repetition of a POST that succeeded: its stored answer.
  private Mono<ResponseEntity<SigningRequestView>> repeated(
      IdempotencyKey key, NewSigningRequest wanted, SigningRequest request) {
    Mono<SigningRequestView> answer =
        switch (request) {
          case Prepared prepared ->
              Mono.just(SigningRequestView.of(prepared.facts(), prepared.preparation()));
          case Reserving _, Signed _, Failed _ -> Mono.error(notOpen());
        };
    return writes.once(key, wanted, SigningRequestView.class, HttpStatus.CREATED, answer);
  }

  private Mono<ResponseEntity<SigningRequestView>> begin(
      IdempotencyKey key, Person person, UUID taskId, NewSigningRequest wanted) {
    return sessions
        .confirmed(wanted.sessionId(), taskId, person.personId())
        .flatMap(session -> claim(key, person, taskId, wanted, session))
        .flatMap(claim -> makeReady(key, wanted, claim));
  }

  private Mono<Claim> claim(
      IdempotencyKey key, Person person, UUID taskId, NewSigningRequest wanted, QrSession session) {
    UUID enterpriseId = session.enterpriseId();
    if (enterpriseId == null) {
      return Mono.error(notASignatory());
    }
    return clock
        .now()
        .flatMap(now ->
            signer
                .check(person.personId(), enterpriseId, wanted.certificateId(), now)
                .flatMap(usable ->
                    transactions.inTransaction(
                        claim(key, facts(person, taskId, wanted, enterpriseId, now), usable))));
  }

  private RequestFacts facts(
      Person person, UUID taskId, NewSigningRequest wanted, UUID enterpriseId, Instant now) {
    return new RequestFacts(
        ids.next(),
        taskId,
        wanted.sessionId(),
        person.personId(),
        enterpriseId,
        wanted.certificateId(),
        wanted.sealId(),
        now,
        now.plus(LIFE));
  }

  private Mono<Claim> claim(IdempotencyKey key, RequestFacts facts, Usable usable) {
    return tasks
        .lock(facts.taskId())
        .flatMap(task ->
            requests
                .findByKey(facts.personId(), facts.taskId(), key.key())
                // The same POST, running elsewhere or cut off: go on with its request.
                .map(mine -> new Claim(mine.facts(), task, usable))
                .switchIfEmpty(
                    Mono.defer(() ->
                        free(task, facts).flatMap(pending -> take(key, pending, facts, usable)))));
  }

  private Mono<SigningTask.Pending> free(SigningTask task, RequestFacts facts) {
    return switch (task) {
      case SigningTask.Pending pending -> Mono.just(pending);
      case SigningTask.Prepared held ->
          requests
              .find(held.requestId())
              .filter(other -> givesWay(other.facts(), facts))
              .switchIfEmpty(Mono.error(Tasks::busy))
              .flatMap(_ -> failures.replace(held, facts.signingTime()))
              .cast(SigningTask.Pending.class);
      case SigningTask.Completed _, SigningTask.Voided _, SigningTask.Expired _ ->
          Mono.error(Tasks.over(task));
    };
  }

  /// An attempt gives way to a new one of the same person in the same session, and when its time is
  /// up.
  private static boolean givesWay(RequestFacts held, RequestFacts wanting) {
    boolean same =
        held.sessionId().equals(wanting.sessionId()) && held.personId().equals(wanting.personId());
    return same || !wanting.signingTime().isBefore(held.expiresAt());
  }

  private Mono<Claim> take(
      IdempotencyKey key, SigningTask.Pending task, RequestFacts facts, Usable usable) {
    if (task.facts().signatory(facts.enterpriseId()).filter(s -> !s.done()).isEmpty()) {
      return Mono.error(notASignatory());
    }
    SigningTask.Prepared taken = task.prepare(facts.requestId());
    return requests
        .insert(new Reserving(facts), key.key())
        .then(tasks.save(taken))
        .thenReturn(new Claim(facts, taken, usable));
  }

  private Mono<ResponseEntity<SigningRequestView>> makeReady(
      IdempotencyKey key, NewSigningRequest wanted, Claim claim) {
    RequestFacts facts = claim.facts();
    Signatory signatory = claim.task().facts().signatory(facts.enterpriseId()).orElseThrow();
    return documents
        .prepare(facts, claim.task().facts(), signatory, claim.certificate())
        .flatMap(preparation ->
            writes
                .once(
                    key,
                    wanted,
                    SigningRequestView.class,
                    HttpStatus.CREATED,
                    adopt(facts, preparation))
                .flatMap(answer -> documents.discardIfReplayed(answer, preparation)))
        .onErrorResume(
            SigningRequests::isRefusal,
            e ->
                failures
                    .failPreparation(facts.taskId(), facts.requestId(), reason(e))
                    .then(Mono.error(e)));
  }

  /// A service that is away ends nothing: the request keeps its task, and the same POST goes on
  /// with it. If none comes, its time runs out.
  private static boolean isRefusal(Throwable e) {
    return e instanceof ProblemException problem && problem.type().status().is4xxClientError();
  }

  private Mono<SigningRequestView> adopt(RequestFacts facts, Preparation preparation) {
    return tasks
        .lock(facts.taskId())
        .then(requests.find(facts.requestId()))
        .ofType(Reserving.class)
        .switchIfEmpty(Mono.error(SigningRequests::notOpen))
        .map(reserving -> reserving.prepared(preparation))
        .flatMap(prepared ->
            requests
                .prepared(prepared)
                .then(clock.now())
                .flatMap(now -> events.prepared(facts, preparation, now)))
        .thenReturn(SigningRequestView.of(facts, preparation));
  }

  static String reason(Throwable e) {
    return e instanceof ProblemException problem ? problem.type().name() : "INTERNAL";
  }

  static ProblemException notOpen() {
    return new ProblemException(
        SigningProblem.SIGNING_REQUEST_NOT_OPEN,
        "The request is over, or another one of the session took its place.");
  }

  private static ProblemException notASignatory() {
    return new ProblemException(
        SigningProblem.NOT_A_SIGNATORY, "The session's enterprise has nothing left to sign.");
  }

  /// Ids of requests whose time is up.
  Mono<List<SigningRequest>> due(Instant now) {
    return requests.due(now, 100).collectList();
  }
}
