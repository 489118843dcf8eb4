package org.bidseal.crypto.conclusion;

import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.conclusion.Judgement.Window;
import org.bidseal.crypto.lock.LockGate;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.tender.TenderChanges;
import org.bidseal.crypto.timeline.Timeline;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Reads what {@link Judgement} needs.
@Component
public class Findings {
  private final Timeline timeline;
  private final TenderChanges changes;
  private final LockGate locks;
  private final Verdicts verdicts;

  Findings(Timeline timeline, TenderChanges changes, LockGate locks, Verdicts verdicts) {
    this.locks = locks;
    this.timeline = timeline;
    this.changes = changes;
    this.verdicts = verdicts;
  }

  /// Why a sealed bid is not open, as far as the timeline says by now.
  public Mono<Finding> find(UUID envelopeId, Opening opening) {
    Window window = new Window(opening.opensAt(), opening.windowEndsAt());
    return changes
        .isExcluded(envelopeId)
        .flatMap(excluded ->
            excluded
                ? Mono.just(new Finding(Reason.UNCONFIRMED, List.of()))
                : locks
                    .isHeldBack(opening.openingId())
                    .flatMap(locked ->
                        locked
                            ? Mono.just(new Finding(Reason.LOCK_NOT_RELEASED, List.of()))
                            : judge(envelopeId, window)));
  }

  private Mono<Finding> judge(UUID envelopeId, Window window) {
    return timeline
        .ofEnvelope(envelopeId)
        .collectList()
        .zipWhen(
            _ -> verdicts.certificatesRevoked(envelopeId),
            (facts, revoked) -> Judgement.find(facts, window, revoked));
  }
}
