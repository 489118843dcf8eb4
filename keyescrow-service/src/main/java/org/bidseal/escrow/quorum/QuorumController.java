package org.bidseal.escrow.quorum;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.escrow.quorum.QuorumRequests.PassedPiece;
import org.bidseal.escrow.quorum.QuorumRequests.PieceVerification;
import org.bidseal.escrow.quorum.QuorumRequests.QuorumBackupRequest;
import org.bidseal.escrow.quorum.QuorumRequests.QuorumImport;
import org.bidseal.escrow.quorum.QuorumRequests.QuorumRecoveryRequest;
import org.bidseal.escrow.quorum.QuorumViews.HeldPieceView;
import org.bidseal.escrow.quorum.QuorumViews.QuorumBackupView;
import org.bidseal.escrow.quorum.QuorumViews.QuorumImportView;
import org.bidseal.escrow.quorum.QuorumViews.QuorumRecoveryView;
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

/// Backups of which several holders together bring the key back.
@RestController
@RequestMapping("/api/escrow/v1")
class QuorumController {
  private final QuorumBackups backups;
  private final QuorumRecoveries recoveries;
  private final QuorumReading reading;
  private final QuorumRecoveryRepository recoveryRows;
  private final IdempotentWrites writes;

  QuorumController(
      QuorumBackups backups,
      QuorumRecoveries recoveries,
      QuorumReading reading,
      QuorumRecoveryRepository recoveryRows,
      IdempotentWrites writes) {
    this.backups = backups;
    this.recoveries = recoveries;
    this.reading = reading;
    this.recoveryRows = recoveryRows;
    this.writes = writes;
  }

  /// Which recoveries.
  enum QuorumView {
    /// Of one's own keys.
    MINE,
    /// Waiting for one's own piece.
    TO_CONFIRM
  }

  /// Shares a key's half out among colleagues.
  @PostMapping("/quorum-backups")
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<QuorumBackupView>> request(
      IdempotencyKey key, Person person, @Valid @RequestBody QuorumBackupRequest request) {
    UUID me = person.personId();
    return writes.once(
        key,
        request,
        QuorumBackupView.class,
        HttpStatus.CREATED,
        backups.request(me, request).flatMap(id -> owned(me, id)));
  }

  /// One's own, newest first.
  @GetMapping("/quorum-backups")
  Flux<QuorumBackupView> list(Person person) {
    return reading.ownedBy(person.personId());
  }

  /// The pieces that one holds, newest first.
  @GetMapping("/quorum-backups/pieces")
  Flux<HeldPieceView> pieces(Person person) {
    return reading.heldBy(person.personId());
  }

  /// The holder's phone opened its piece.
  @PostMapping("/quorum-backups/{backupId}/verification")
  Mono<ResponseEntity<HeldPieceView>> verify(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID backupId,
      @Valid @RequestBody PieceVerification request) {
    UUID me = person.personId();
    return writes.once(
        key,
        request,
        HeldPieceView.class,
        backups
            .verify(me, backupId, request)
            .thenMany(Flux.defer(() -> reading.heldBy(me)))
            .filter(piece -> piece.backupId().equals(backupId))
            .singleOrEmpty());
  }

  /// The owner takes it back.
  @PostMapping("/quorum-backups/{backupId}/revocation")
  Mono<ResponseEntity<QuorumBackupView>> revoke(
      IdempotencyKey key, Person person, @PathVariable UUID backupId) {
    UUID me = person.personId();
    return writes.once(
        key,
        null,
        QuorumBackupView.class,
        backups.revoke(me, backupId).flatMap(id -> owned(me, id)));
  }

  private Mono<QuorumBackupView> owned(UUID personId, UUID backupId) {
    return reading
        .ownedBy(personId)
        .filter(backup -> backup.backupId().equals(backupId))
        .singleOrEmpty();
  }

  /// The owner asks, on a new phone.
  @PostMapping("/quorum-recoveries")
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<QuorumRecoveryView>> request(
      IdempotencyKey key, Person person, @Valid @RequestBody QuorumRecoveryRequest request) {
    UUID me = person.personId();
    return writes.once(
        key,
        request,
        QuorumRecoveryView.class,
        HttpStatus.CREATED,
        recoveries.request(me, request).flatMap(id -> recoveryRows.view(id, me)));
  }

  /// One's own recoveries, or those that wait for one's piece, newest first.
  @GetMapping("/quorum-recoveries")
  Flux<QuorumRecoveryView> list(Person person, @RequestParam QuorumView view) {
    return switch (view) {
      case MINE -> recoveryRows.mine(person.personId());
      case TO_CONFIRM -> recoveryRows.toConfirm(person.personId());
    };
  }

  /// One recovery; the pieces are for the owner alone, once there are enough.
  @GetMapping("/quorum-recoveries/{recoveryId}")
  Mono<QuorumRecoveryView> get(Person person, @PathVariable UUID recoveryId) {
    return recoveryRows
        .view(recoveryId, person.personId())
        .switchIfEmpty(Mono.error(QuorumBackups::notFound));
  }

  /// A holder passes his piece on to the new phone.
  @PostMapping("/quorum-recoveries/{recoveryId}/pieces")
  Mono<ResponseEntity<QuorumRecoveryView>> pass(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID recoveryId,
      @Valid @RequestBody PassedPiece piece) {
    UUID me = person.personId();
    return writes.once(
        key,
        piece,
        QuorumRecoveryView.class,
        recoveries.pass(me, recoveryId, piece).flatMap(id -> recoveryRows.view(id, me)));
  }

  /// The owner objects, on any device.
  @PostMapping("/quorum-recoveries/{recoveryId}/rejection")
  Mono<ResponseEntity<QuorumRecoveryView>> reject(
      IdempotencyKey key, Person person, @PathVariable UUID recoveryId) {
    UUID me = person.personId();
    return writes.once(
        key,
        null,
        QuorumRecoveryView.class,
        recoveries.reject(me, recoveryId).flatMap(id -> recoveryRows.view(id, me)));
  }

  /// The new phone rebuilt the share. A lost answer can be had again by the same request.
  @PostMapping("/quorum-recoveries/{recoveryId}/import")
  @NaturallyIdempotent("the same backup on the same device is the same holding")
  Mono<QuorumImportView> imports(
      Person person, @PathVariable UUID recoveryId, @Valid @RequestBody QuorumImport request) {
    return recoveries.imports(person.personId(), recoveryId, request);
  }
}
