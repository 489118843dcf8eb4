package org.bidseal.escrow.backup;

import jakarta.validation.Valid;
import java.util.UUID;
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

/// Backups of encryption keys.
@RestController
@RequestMapping("/api/escrow/v1/backups")
class BackupController {
  private final Backups backups;
  private final BackupReading reading;
  private final IdempotentWrites writes;

  BackupController(Backups backups, BackupReading reading, IdempotentWrites writes) {
    this.backups = backups;
    this.reading = reading;
    this.writes = writes;
  }

  /// Which backups.
  public enum View {
    /// Of one's own keys.
    OWNED,
    /// On one's own devices.
    HELD
  }

  /// Backs a key up to a candidate's phone.
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<BackupView>> request(
      IdempotencyKey key, Person person, @Valid @RequestBody BackupRequest request) {
    UUID owner = person.personId();
    return writes.once(
        key,
        request,
        BackupView.class,
        HttpStatus.CREATED,
        backups.request(owner, request).flatMap(id -> reading.owned(id, owner)));
  }

  /// One's own backups, or those that one holds, newest first.
  @GetMapping
  Flux<BackupView> list(Person person, @RequestParam View view) {
    return switch (view) {
      case OWNED -> reading.owned(person.personId());
      case HELD -> reading.held(person.personId());
    };
  }

  /// The holder's phone opened the backup. A lost answer can be had again by the same request.
  @PostMapping("/{backupId}/verification")
  @NaturallyIdempotent("the same backup on the same device is the same holding")
  Mono<VerificationView> verify(
      Person person, @PathVariable UUID backupId, @Valid @RequestBody VerificationRequest request) {
    return backups.verify(person.personId(), backupId, request);
  }

  /// The owner takes a backup back: the holder's phone is answered no more. What it has taken over
  /// dies when the share is refreshed.
  @PostMapping("/{backupId}/revocation")
  Mono<ResponseEntity<BackupView>> revoke(
      IdempotencyKey key, Person person, @PathVariable UUID backupId) {
    UUID owner = person.personId();
    return writes.once(
        key,
        null,
        BackupView.class,
        backups.revoke(owner, backupId).flatMap(id -> reading.owned(id, owner)));
  }

  /// The holder gives a backup up; the owner is told.
  @PostMapping("/{backupId}/surrender")
  Mono<ResponseEntity<BackupView>> giveUp(
      IdempotencyKey key, Person person, @PathVariable UUID backupId) {
    UUID holder = person.personId();
    return writes.once(
        key,
        null,
        BackupView.class,
        backups.giveUp(holder, backupId).flatMap(id -> reading.held(id, holder)));
  }
}
