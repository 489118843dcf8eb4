package org.bidseal.crypto.guard;

import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.crypto.holding.Holding;
import org.bidseal.crypto.holding.HoldingEvent;
import org.bidseal.crypto.keyaudit.KeyAudit;
import org.bidseal.crypto.keyaudit.KeyOutcome;
import org.bidseal.crypto.keyaudit.Occasion;
import org.bidseal.database.Transactions;
import org.bidseal.outbox.Outbox;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Tells of holdings that were blocked, each block once.
@Component
class BlockReports {
  private final Attempts attempts;
  private final KeyAudit audit;
  private final Outbox outbox;
  private final Transactions transactions;

  BlockReports(Attempts attempts, KeyAudit audit, Outbox outbox, Transactions transactions) {
    this.attempts = attempts;
    this.audit = audit;
    this.outbox = outbox;
    this.transactions = transactions;
  }

  /// Tells of a block that whoever caused it did not tell of: the process that took the last
  /// attempt may have gone down before it could.
  Mono<Void> reportLate(Snapshot seen, Presented request) {
    return report(seen.holding(), request, true)
        .flatMap(outcome -> audit.append(request.use(outcome, Occasion.NONE)))
        .as(transactions::inTransaction);
  }

  /// Tells of a block that was not told of; empty if there is none. Joins the caller's transaction.
  Mono<KeyOutcome> report(Holding holding, Presented request, boolean late) {
    return attempts
        .report(request, late)
        .map(state -> state.equals("LOCKED") ? KeyOutcome.LOCKED : KeyOutcome.QUARANTINED)
        .delayUntil(outcome ->
            tell(
                outcome == KeyOutcome.LOCKED ? HoldingEvent.LOCKED : HoldingEvent.QUARANTINED,
                holding));
  }

  /// The event, in the caller's transaction.
  Mono<Void> tell(String type, Holding holding) {
    return outbox.add(type, holding.keyId(), HoldingEvent.of(holding));
  }
}
