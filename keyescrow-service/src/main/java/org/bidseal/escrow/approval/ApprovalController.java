package org.bidseal.escrow.approval;

import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Person;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class ApprovalController {
  private final Approvals approvals;
  private final IdempotentWrites writes;

  ApprovalController(Approvals approvals, IdempotentWrites writes) {
    this.approvals = approvals;
    this.writes = writes;
  }

  /// Approves that the key comes back before the waiting time is over: for holders of the key's
  /// verified backups and for members of its enterprise who have a key, never for its owner. Two
  /// approvals end the waiting time if a bid that needs the key opens before that.
  @PostMapping("/api/escrow/v1/recoveries/{recoveryId}/approvals")
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<ApprovalView>> approve(
      IdempotencyKey key, Person person, @PathVariable UUID recoveryId) {
    return writes.once(
        key,
        null,
        ApprovalView.class,
        HttpStatus.CREATED,
        approvals.approve(person.personId(), recoveryId));
  }
}
