package org.bidseal.crypto.lock.forming;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.lock.LockDesk;
import org.bidseal.crypto.lock.LockRequests.LockStepSignature;
import org.bidseal.crypto.lock.LockRequests.LockStepView;
import org.bidseal.crypto.lock.LockView;
import org.bidseal.crypto.lock.forming.FormingRequests.Complain;
import org.bidseal.crypto.lock.forming.FormingRequests.Confirm;
import org.bidseal.crypto.lock.forming.FormingRequests.Contribute;
import org.bidseal.crypto.lock.forming.FormingRequests.FormLock;
import org.bidseal.crypto.lock.forming.FormingRequests.OpenLockSession;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.qrsession.SessionKey;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.Platform;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// Event locks of an opening: drawn by a committee, each step in two requests of one scan.
@RestController
@InRole(Role.KEY)
@RequestMapping("/api/crypto/v1/openings/{openingId}/event-locks")
class LockController {
  private final Committees committees;
  private final LockSessions sessions;
  private final Contributions contributions;
  private final Confirmations confirmations;
  private final LockDesk desk;
  private final IdempotentWrites writes;

  LockController(
      Committees committees,
      LockSessions sessions,
      Contributions contributions,
      Confirmations confirmations,
      LockDesk desk,
      IdempotentWrites writes) {
    this.committees = committees;
    this.sessions = sessions;
    this.contributions = contributions;
    this.confirmations = confirmations;
    this.desk = desk;
    this.writes = writes;
  }

  /// Names a committee that is to draw a lock (开标锁), or a rehearsal of one. Until a bid is sealed
  /// another committee may be named instead, which draws another lock.
  @PostMapping
  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  Mono<ResponseEntity<LockView>> form(
      @PathVariable UUID openingId,
      Platform platform,
      @Valid @RequestBody FormLock wish,
      IdempotencyKey key) {
    return writes.once(
        key,
        wish,
        LockView.class,
        HttpStatus.CREATED,
        committees.form(openingId, new Tenant.OfPlatform(platform.platformId()), wish));
  }

  /// All locks of the opening, the newest first: for the platform, their members, and bidders.
  @GetMapping
  Mono<List<LockView>> list(@PathVariable UUID openingId, Caller caller) {
    return desk.list(openingId, Tenant.of(caller));
  }

  /// Shows a code that a member scans for a step.
  @PostMapping("/qr-sessions")
  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  Mono<ResponseEntity<JsonNode>> openSession(
      @PathVariable UUID openingId,
      Platform platform,
      @Valid @RequestBody OpenLockSession wish,
      IdempotencyKey key) {
    return writes.once(
        key,
        wish,
        JsonNode.class,
        HttpStatus.CREATED,
        sessions.open(
            openingId,
            new Tenant.OfPlatform(platform.platformId()),
            wish,
            SessionKey.of("lock", key)));
  }

  /// Begins to contribute, in a session of step DRAW.
  @PutMapping("/contribution")
  Mono<ResponseEntity<LockStepView>> contribute(
      @PathVariable UUID openingId,
      Person person,
      @Valid @RequestBody Contribute wish,
      IdempotencyKey key) {
    return writes.once(
        key, wish, LockStepView.class, contributions.begin(openingId, person.personId(), wish));
  }

  /// Contributes.
  @PutMapping("/contribution/signature")
  Mono<ResponseEntity<LockView>> signContribution(
      @PathVariable UUID openingId,
      Person person,
      @Valid @RequestBody LockStepSignature wish,
      IdempotencyKey key) {
    return writes.once(
        key, wish, LockView.class, contributions.sign(openingId, person.personId(), wish));
  }

  /// Begins to confirm that all pieces are true, in a session of step DRAW.
  @PutMapping("/confirmation")
  Mono<ResponseEntity<LockStepView>> confirm(
      @PathVariable UUID openingId,
      Person person,
      @Valid @RequestBody Confirm wish,
      IdempotencyKey key) {
    return writes.once(
        key, wish, LockStepView.class, confirmations.begin(openingId, person.personId(), wish));
  }

  /// Confirms; with the last confirmation the lock is READY.
  @PutMapping("/confirmation/signature")
  Mono<ResponseEntity<LockView>> signConfirmation(
      @PathVariable UUID openingId,
      Person person,
      @Valid @RequestBody LockStepSignature wish,
      IdempotencyKey key) {
    return writes.once(
        key, wish, LockView.class, confirmations.confirm(openingId, person.personId(), wish));
  }

  /// Begins to complain of a piece, in a session of step DRAW.
  @PutMapping("/complaint")
  Mono<ResponseEntity<LockStepView>> complain(
      @PathVariable UUID openingId,
      Person person,
      @Valid @RequestBody Complain wish,
      IdempotencyKey key) {
    return writes.once(
        key, wish, LockStepView.class, confirmations.begin(openingId, person.personId(), wish));
  }

  /// Complains: the lock is FAILED, and is to be drawn anew.
  @PutMapping("/complaint/signature")
  Mono<ResponseEntity<LockView>> signComplaint(
      @PathVariable UUID openingId,
      Person person,
      @Valid @RequestBody LockStepSignature wish,
      IdempotencyKey key) {
    return writes.once(
        key, wish, LockView.class, confirmations.complain(openingId, person.personId(), wish));
  }
}
