package org.bidseal.identity.person;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.identity.person.RealNameProvider.Question;
import org.bidseal.identity.person.RealNameProvider.Verdict;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Real-name verification. The first one that passes fixes who the account belongs to; later ones,
/// asked for when something was locked or lost, must be of the same person.
@Service
final class RealNameVerifications {

  private final PersonRepository persons;
  private final RealNameProvider provider;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;
  private final MeterRegistry meters;

  RealNameVerifications(
      PersonRepository persons,
      RealNameProvider provider,
      Outbox outbox,
      Ids ids,
      Clock clock,
      MeterRegistry meters) {
    this.persons = persons;
    this.provider = provider;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
    this.meters = meters;
  }

  /// Asks the provider and records its verdict, within the caller's transaction.
  Mono<Verification> start(UUID personId, Question question) {
    return sameAsBefore(personId, question)
        .then(Mono.defer(() -> provider.verify(question)))
        .flatMap(verdict -> record(personId, question, verdict));
  }

  private Mono<Void> sameAsBefore(UUID personId, Question question) {
    return persons
        .find(personId)
        .filter(person ->
            !person.name().equals(question.name())
                || !person.idNumber().equals(question.idNumber()))
        .flatMap(_ ->
            Mono.error(() ->
                new ProblemException(
                    IdentityProblem.REAL_NAME_DIFFERS,
                    "The account was verified with another name or number")));
  }

  private Mono<Verification> record(UUID personId, Question question, Verdict verdict) {
    Instant now = now();
    var attempt =
        new Verification(
                ids.next(),
                personId,
                question.method(),
                question.name(),
                question.idNumber(),
                Verification.State.PENDING,
                null,
                null,
                now)
            .with(verdict);
    return persons
        .insert(attempt, decidedAt(attempt, now))
        .then(Mono.defer(() -> conclude(attempt, now)))
        .thenReturn(attempt);
  }

  /// The person's own attempt; a pending one is asked about again, within the caller's transaction.
  Mono<Verification> refresh(UUID verificationId, UUID personId) {
    return persons
        .lock(verificationId, personId)
        .switchIfEmpty(
            Mono.error(() -> new ProblemException(CommonProblem.NOT_FOUND, "No such verification")))
        .flatMap(this::askAgain);
  }

  private Mono<Verification> askAgain(Verification attempt) {
    if (attempt.state() != Verification.State.PENDING || attempt.reference() == null) {
      return Mono.just(attempt);
    }
    Instant now = now();
    return provider
        .again(attempt.reference())
        .map(attempt::with)
        .flatMap(next ->
            persons
                .update(next, decidedAt(next, now))
                .then(Mono.defer(() -> conclude(next, now)))
                .thenReturn(next));
  }

  private Mono<Void> conclude(Verification attempt, Instant now) {
    meters
        .counter(
            "bidseal.real.name.verifications",
            "method",
            attempt.method().name(),
            "result",
            attempt.state().name())
        .increment();
    if (attempt.state() != Verification.State.PASSED) {
      return Mono.empty();
    }
    var event =
        new PersonEvents.PersonVerified(attempt.personId(), attempt.name(), now, attempt.method());
    return persons
        .verified(attempt, now)
        .then(outbox.add(PersonEvents.PERSON_VERIFIED, attempt.personId(), event));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static @Nullable Instant decidedAt(Verification attempt, Instant now) {
    return attempt.state() == Verification.State.PENDING ? null : now;
  }
}
