package org.bidseal.crypto.rehearsal;

import jakarta.validation.Valid;
import java.util.Set;
import java.util.UUID;
import org.bidseal.crypto.guard.GuardedRequests;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.rehearsal.RehearsalRequests.AnswerRehearsal;
import org.bidseal.crypto.rehearsal.RehearsalRequests.BeginRehearsal;
import org.bidseal.crypto.rehearsal.RehearsalRequests.RehearsalBegun;
import org.bidseal.crypto.rehearsal.RehearsalRequests.RehearsalEnded;
import org.bidseal.crypto.rehearsal.RehearsalRequests.RehearseRequest;
import org.bidseal.crypto.rehearsal.RehearsalRequests.RehearseResponse;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.idempotency.NaturallyIdempotent;
import org.bidseal.problem.ProblemException;
import org.bidseal.websecurity.Person;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// "Can I open my bid tomorrow?"
@RestController
@InRole(Role.KEY)
class RehearsalController {
  /// Refusals that would stop the bid's opening too.
  private static final Set<CryptoProblem> FINDINGS =
      Set.of(
          CryptoProblem.WRONG_PIN_OR_PROOF,
          CryptoProblem.KEY_LOCKED,
          CryptoProblem.KEY_QUARANTINED,
          CryptoProblem.STALE_SHARE,
          CryptoProblem.HOLDING_NOT_FOUND,
          CryptoProblem.NOT_THE_KEY_OWNER);

  private final GuardedRequests guard;
  private final RehearsalDesk desk;
  private final IdempotentWrites writes;

  RehearsalController(GuardedRequests guard, RehearsalDesk desk, IdempotentWrites writes) {
    this.guard = guard;
    this.desk = desk;
    this.writes = writes;
  }

  /// Begins a rehearsal with one recipient's key, in a session of purpose REHEARSE, of a sealed bid
  /// until its opening's time. It takes the place of an earlier one that was not finished.
  @PostMapping("/api/crypto/v1/envelopes/{envelopeId}/rehearsals")
  Mono<ResponseEntity<RehearsalBegun>> begin(
      @PathVariable UUID envelopeId,
      Person person,
      @Valid @RequestBody BeginRehearsal wish,
      IdempotencyKey key) {
    return writes.once(
        key,
        wish,
        RehearsalBegun.class,
        HttpStatus.CREATED,
        desk.begin(envelopeId, person.personId(), wish));
  }

  /// Opens the canary together with the phone, under the same rules as a bid: a wrong PIN costs an
  /// attempt. A refusal that would have stopped the bid's opening ends the rehearsal as failed.
  @PostMapping("/api/crypto/v1/keys/{keyId}/rehearsals")
  @NaturallyIdempotent("a repeated requestId gets the stored answer")
  Mono<RehearseResponse> open(
      Person person, @PathVariable UUID keyId, @Valid @RequestBody RehearseRequest request) {
    return guard
        .answer(new CanaryOpening(request, person.personId(), keyId, desk))
        .onErrorResume(ProblemException.class, refusal -> refused(person, request, refusal));
  }

  private <T> Mono<T> refused(Person person, RehearseRequest request, ProblemException refusal) {
    return refusal.type() instanceof CryptoProblem problem && FINDINGS.contains(problem)
        ? desk.refused(request.rehearsalId(), person.personId(), problem).then(Mono.error(refusal))
        : Mono.error(refusal);
  }

  /// The phone shows what it opened.
  @PostMapping("/api/crypto/v1/envelopes/{envelopeId}/rehearsals/answers")
  Mono<ResponseEntity<RehearsalEnded>> answer(
      @PathVariable UUID envelopeId,
      Person person,
      @Valid @RequestBody AnswerRehearsal wish,
      IdempotencyKey key) {
    return writes.once(
        key, wish, RehearsalEnded.class, desk.answer(envelopeId, person.personId(), wish));
  }
}
