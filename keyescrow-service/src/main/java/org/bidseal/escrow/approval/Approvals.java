package org.bidseal.escrow.approval;

import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.database.Transactions;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.escrow.approval.ApprovalRepository.Asked;
import org.bidseal.escrow.approval.ApprovalRepository.Standing;
import org.bidseal.escrow.dependence.DependentBids;
import org.bidseal.escrow.notice.NoticeKind;
import org.bidseal.escrow.notice.Notices;
import org.bidseal.escrow.notice.Notices.Notice;
import org.bidseal.escrow.recovery.Recoveries;
import org.bidseal.escrow.statement.SignedStatements;
import org.bidseal.escrow.wire.SignatureText;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.signingexpectations.Purpose;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Approving, which is co-signed so that a stolen session is not enough, and ending the waiting
/// time when there are enough approvals and an opening is near.
@Service
class Approvals {
  private static final String TYPE = "org.bidseal.escrow.recovery-approved.v1";

  private final ApprovalRepository rows;
  private final SignedStatements statements;
  private final Recoveries recoveries;
  private final DependentBids bids;
  private final Notices notices;
  private final Outbox outbox;
  private final Transactions transactions;
  private final Ids ids;

  Approvals(
      ApprovalRepository rows,
      SignedStatements statements,
      Recoveries recoveries,
      DependentBids bids,
      Notices notices,
      Outbox outbox,
      Transactions transactions,
      Ids ids) {
    this.rows = rows;
    this.statements = statements;
    this.recoveries = recoveries;
    this.bids = bids;
    this.notices = notices;
    this.outbox = outbox;
    this.transactions = transactions;
    this.ids = ids;
  }

  /// Content of `recovery-approved`.
  ///
  /// @param approvals of different people, this one included
  record RecoveryApproved(UUID recoveryId, UUID keyId, UUID approverPersonId, long approvals) {}

  /// What the person has to sign; nothing is approved by that. In the caller's transaction.
  Mono<ApprovalStatementView> ask(UUID personId, UUID recoveryId, UUID certificateId) {
    return requireApprover(personId, recoveryId)
        .then(Mono.defer(() -> statements.signer(personId, certificateId)))
        .then(Mono.defer(() -> waiting(rows.findWaiting(recoveryId))))
        .flatMap(waiting ->
            rows.ask(recoveryId, personId, new Asked(ids.next(), certificateId))
                .flatMap(asked -> expect(asked, personId, waiting)));
  }

  private Mono<ApprovalStatementView> expect(Asked asked, UUID personId, Waiting waiting) {
    return statements
        .signer(personId, asked.certificateId())
        .flatMap(signer ->
            statements.ask(
                asked.approvalId(),
                personId,
                signer,
                waiting.statementOf(personId),
                Purpose.RECOVERY_APPROVAL))
        .map(told -> new ApprovalStatementView(told.id(), told.statement(), told.e()));
  }

  /// In the caller's transaction.
  Mono<ApprovalView> approve(UUID personId, UUID recoveryId, SignatureText signature) {
    return requireApprover(personId, recoveryId)
        .then(Mono.defer(() -> waiting(rows.findWaitingForUpdate(recoveryId))))
        .flatMap(waiting -> signed(waiting, personId, signature))
        .flatMap(isNew ->
            waiting(rows.findWaiting(recoveryId))
                .delayUntil(waiting -> isNew ? tell(waiting, personId) : Mono.empty()))
        .flatMap(this::judged);
  }

  private Mono<Boolean> signed(Waiting waiting, UUID personId, SignatureText signature) {
    return rows.findAsked(waiting.recoveryId(), personId)
        .switchIfEmpty(Mono.error(Approvals::noSuchRecovery))
        .flatMap(asked ->
            statements
                .verified(personId, asked.certificateId(), waiting.statementOf(personId), signature)
                .flatMap(verified -> rows.approve(asked.approvalId(), verified)));
  }

  private static Mono<Waiting> waiting(Mono<Waiting> found) {
    return found.switchIfEmpty(Mono.error(Approvals::doesNotWait));
  }

  private Mono<Void> requireApprover(UUID personId, UUID recoveryId) {
    return rows.standing(recoveryId, personId)
        .switchIfEmpty(Mono.error(Approvals::noSuchRecovery))
        .doOnNext(Approvals::requireApprover)
        .then();
  }

  private static void requireApprover(Standing standing) {
    if (standing == Standing.OWNER) {
      throw new ProblemException(EscrowProblem.NOT_AN_APPROVER, "The key is your own.");
    }
  }

  private Mono<Void> tell(Waiting waiting, UUID personId) {
    UUID recoveryId = waiting.recoveryId();
    return outbox
        .add(
            TYPE,
            recoveryId,
            new RecoveryApproved(recoveryId, waiting.keyId(), personId, waiting.approvals()))
        .then(
            notices.tell(
                Stream.of(
                    new Notice(
                        waiting.ownerPersonId(),
                        NoticeKind.RECOVERY_APPROVED,
                        waiting.keyId(),
                        recoveryId))));
  }

  private Mono<ApprovalView> judged(Waiting waiting) {
    return isNear(waiting)
        .delayUntil(near ->
            near && waiting.isApproved() ? recoveries.shorten(waiting.recoveryId()) : Mono.empty())
        .map(near ->
            new ApprovalView(
                waiting.recoveryId(),
                waiting.approvals(),
                Waiting.NEEDED,
                near,
                near && waiting.isApproved() ? waiting.now() : waiting.importableAt()));
  }

  private Mono<Boolean> isNear(Waiting waiting) {
    return bids.of(waiting.keyId()).filter(waiting::isTooLongFor).hasElements();
  }

  /// Ends the waiting time of those that were approved before an opening came near.
  ///
  /// @return how many
  Mono<Long> shortenApproved() {
    return rows.allWaiting()
        .filter(Waiting::isApproved)
        .collectList()
        .flatMapIterable(all -> all)
        .concatMapDelayError(this::shortenIfNear)
        .count();
  }

  private Mono<Waiting> shortenIfNear(Waiting waiting) {
    return isNear(waiting)
        .filter(near -> near)
        .flatMap(_ ->
            recoveries
                .shorten(waiting.recoveryId())
                .as(transactions::inTransaction)
                .thenReturn(waiting));
  }

  private static ProblemException noSuchRecovery() {
    return new ProblemException(CommonProblem.NOT_FOUND, "There is no such recovery or statement.");
  }

  private static ProblemException doesNotWait() {
    return new ProblemException(CommonProblem.CONFLICT, "The recovery is not in its waiting time.");
  }
}
