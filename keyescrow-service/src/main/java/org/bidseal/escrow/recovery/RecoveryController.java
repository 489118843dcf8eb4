package org.bidseal.escrow.recovery;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.escrow.recovery.RecoveryAnswers.RecoveryConfirmation;
import org.bidseal.escrow.recovery.RecoveryAnswers.RecoveryImport;
import org.bidseal.escrow.recovery.RecoveryAnswers.RecoveryRejection;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.idempotency.NaturallyIdempotent;
import org.bidseal.websecurity.Person;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The way back from a lost phone.
@RestController
@RequestMapping("/api/escrow/v1/recoveries")
class RecoveryController {
  private final Recoveries recoveries;
  private final RecoveryReading reading;
  private final IdempotentWrites writes;

  RecoveryController(Recoveries recoveries, RecoveryReading reading, IdempotentWrites writes) {
    this.recoveries = recoveries;
    this.reading = reading;
    this.writes = writes;
  }

  /// Which recoveries.
  public enum View {
    /// Of one's own keys.
    MINE,
    /// Waiting for one's own answer.
    TO_CONFIRM,
    /// Waiting, and one may approve of less.
    TO_APPROVE
  }

  /// The owner asks, on a new phone, for the share in a verified backup.
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<RecoveryView>> request(
      IdempotencyKey key, Person person, @Valid @RequestBody RecoveryRequest request) {
    UUID me = person.personId();
    return writes.once(
        key,
        request,
        RecoveryView.class,
        HttpStatus.CREATED,
        recoveries.request(me, request).flatMap(id -> reading.get(id, me)));
  }

  /// One's own recoveries, or those that wait for one's answer, newest first.
  @GetMapping
  Flux<RecoveryView> list(Person person, @RequestParam View view) {
    return switch (view) {
      case MINE -> reading.mine(person.personId());
      case TO_CONFIRM -> reading.toConfirm(person.personId());
      case TO_APPROVE -> reading.toApprove(person.personId());
    };
  }

  /// One recovery; the ciphertext is for the owner alone.
  @GetMapping("/{recoveryId}")
  Mono<RecoveryView> get(Person person, @PathVariable UUID recoveryId) {
    return reading.get(recoveryId, person.personId());
  }

  /// The holder passes the share on to the owner's new phone.
  @PostMapping("/{recoveryId}/confirmation")
  Mono<ResponseEntity<RecoveryView>> confirm(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID recoveryId,
      @Valid @RequestBody RecoveryConfirmation answer) {
    UUID me = person.personId();
    return writes.once(
        key,
        answer,
        RecoveryView.class,
        recoveries.confirm(me, recoveryId, answer).flatMap(id -> reading.get(id, me)));
  }

  /// The holder says no, or the owner takes it back.
  @PostMapping("/{recoveryId}/rejection")
  Mono<ResponseEntity<RecoveryView>> reject(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID recoveryId,
      @Valid @RequestBody RecoveryRejection answer) {
    UUID me = person.personId();
    return writes.once(
        key,
        answer,
        RecoveryView.class,
        recoveries.reject(me, recoveryId, answer).flatMap(id -> reading.get(id, me)));
  }

  /// The new phone opened the ciphertext. A lost answer can be had again by the same request.
  @PostMapping("/{recoveryId}/import")
  @NaturallyIdempotent("the same backup on the same device is the same holding")
  Mono<ImportView> imports(
      Person person, @PathVariable UUID recoveryId, @Valid @RequestBody RecoveryImport request) {
    return recoveries.imports(person.personId(), recoveryId, request);
  }
}
