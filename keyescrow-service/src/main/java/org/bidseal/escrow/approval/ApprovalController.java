package org.bidseal.escrow.approval;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.escrow.wire.SignatureText;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Person;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Shortening the waiting time of a recovery.
@RestController
@RequestMapping("/api/escrow/v1/recoveries/{recoveryId}/approvals")
class ApprovalController {
  private final Approvals approvals;
  private final IdempotentWrites writes;

  ApprovalController(Approvals approvals, IdempotentWrites writes) {
    this.approvals = approvals;
    this.writes = writes;
  }

  /// What has to be co-signed to approve that the key comes back before the waiting time is over:
  /// for holders of the key's verified backups and for members of its enterprise who have a key,
  /// never for its owner.
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<ApprovalStatementView>> ask(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID recoveryId,
      @Valid @RequestBody ApprovalRequest request) {
    return writes.once(
        key,
        request,
        ApprovalStatementView.class,
        HttpStatus.CREATED,
        approvals.ask(person.personId(), recoveryId, request.certificateId()));
  }

  /// Approves, by the signature of the statement. Two approvals end the waiting time if a bid that
  /// needs the key opens before that.
  @PutMapping("/signature")
  Mono<ResponseEntity<ApprovalView>> approve(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID recoveryId,
      @Valid @RequestBody SignatureText signature) {
    return writes.once(
        key,
        signature,
        ApprovalView.class,
        approvals.approve(person.personId(), recoveryId, signature));
  }
}
