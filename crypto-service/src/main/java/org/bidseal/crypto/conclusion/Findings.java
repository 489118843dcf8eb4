package org.bidseal.crypto.conclusion;

import java.util.UUID;
import org.bidseal.crypto.conclusion.Judgement.Window;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.timeline.Timeline;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Reads what {@link Judgement} needs.
@Component
public class Findings {
  private final Timeline timeline;
  private final Verdicts verdicts;

  Findings(Timeline timeline, Verdicts verdicts) {
    this.timeline = timeline;
    this.verdicts = verdicts;
  }

  /// Why a sealed bid is not open, as far as the timeline says by now.
  public Mono<Finding> find(UUID envelopeId, Opening opening) {
    Window window = new Window(opening.opensAt(), opening.windowEndsAt());
    return timeline
        .ofEnvelope(envelopeId)
        .collectList()
        .zipWhen(
            _ -> verdicts.certificatesRevoked(envelopeId),
            (facts, revoked) -> Judgement.find(facts, window, revoked));
  }
}
