package org.bidseal.seals.impression;

import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Decisions on submitted impressions, in the caller's transaction.
@Service
public class ImpressionDecisions {
  private final ImpressionRepository rows;
  private final Clock clock;

  ImpressionDecisions(ImpressionRepository rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /// Holds the impression until the transaction ends; empty if there is none.
  public Mono<Impression> findForUpdate(UUID impressionId) {
    return rows.findForUpdate(impressionId);
  }

  /// Its picture as PNG.
  public Mono<byte[]> picture(UUID impressionId) {
    return rows.picture(impressionId);
  }

  /// Says that it was made into a seal.
  public Mono<ImpressionView> approve(
      Impression.Submitted impression, UUID reviewerId, UUID sealId) {
    Impression.Approved approved = impression.approve(reviewerId, sealId, clock.instant());
    return rows.approved(approved).thenReturn(ImpressionView.of(approved));
  }

  /// Says that it was refused, and why.
  public Mono<ImpressionView> reject(
      Impression.Submitted impression, UUID reviewerId, String reason) {
    Impression.Rejected rejected = impression.reject(reviewerId, reason, clock.instant());
    return rows.rejected(rejected).thenReturn(ImpressionView.of(rejected));
  }
}
