package org.bidseal.qr.confirmation;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.qr.session.SessionView;
import org.bidseal.websecurity.Person;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// The owner's answers.
@RestController
@RequestMapping("/api/qr/v1/sessions/{sessionId}")
class ConfirmationController {
  private final Confirmations confirmations;
  private final IdempotentWrites writes;

  ConfirmationController(Confirmations confirmations, IdempotentWrites writes) {
    this.confirmations = confirmations;
    this.writes = writes;
  }

  /// What the phone has to sign to confirm LOGIN or BIND.
  @PostMapping("/statement")
  Mono<ResponseEntity<StatementView>> statement(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID sessionId,
      @Valid @RequestBody StatementRequest request) {
    return writes.once(
        key,
        request,
        StatementView.class,
        confirmations.statement(person.personId(), sessionId, request.certificateId()));
  }

  /// Confirms: LOGIN and BIND are completed by it, the others go on at their service.
  @PostMapping("/confirmation")
  Mono<ResponseEntity<SessionView>> confirm(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID sessionId,
      @Valid @RequestBody ConfirmationRequest request) {
    return writes.once(
        key,
        request,
        SessionView.class,
        confirmations.confirm(person.personId(), sessionId, request));
  }

  /// Says no, which ends the session.
  @PostMapping("/rejection")
  Mono<ResponseEntity<SessionView>> reject(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID sessionId,
      @Valid @RequestBody RejectionRequest request) {
    return writes.once(
        key,
        request,
        SessionView.class,
        confirmations.reject(person.personId(), sessionId, request.reason()));
  }
}
