package org.bidseal.crypto.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/// Queue positions and expected times. Reads a picture of the queue that is at most a second old,
/// so that thousands who ask cost the database one query a second. The caller has checked that the
/// opening or envelope may be shown.
@Component
public class QueuePositions {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Mono<Queue> queue;
  private final int most;

  /// @param most `bidseal.crypto.decryption.most-waiting`: bids that may wait at once
  QueuePositions(
      QueueTable table, @Value("${bidseal.crypto.decryption.most-waiting:20000}") int most) {
    this.queue =
        table
            .read()
            // Others wait for this answer too: it must not hang on one caller's transaction.
            .contextWrite(_ -> Context.empty())
            .cache(_ -> FRESH, _ -> Duration.ZERO, () -> Duration.ZERO);
    this.most = most;
  }

  /// The places of an opening's bids that wait or are being decrypted, by envelope id; bids before
  /// and after that have none.
  public Mono<Map<UUID, QueuePlace>> ofOpening(UUID openingId) {
    return queue.map(now -> now.ofOpening(openingId));
  }

  /// The place of one bid; empty if it neither waits nor is being decrypted.
  public Mono<QueuePlace> of(UUID envelopeId) {
    return queue.mapNotNull(now -> now.places().get(envelopeId));
  }

  /// The whole queue.
  public Mono<Queue> now() {
    return queue;
  }

  /// The place at the end of the queue, for a bid that is about to be added.
  ///
  /// @param size bytes of its plaintext
  /// @return errs with [CryptoProblem#DECRYPTION_QUEUE_FULL] if the queue takes no more now, and
  ///   then says when to ask again
  public Mono<QueuePlace> admit(UUID envelopeId, UUID openingId, long size) {
    return queue.map(now -> {
      if (now.waiting() >= most) {
        throw full(now);
      }
      return new QueuePlace(envelopeId, openingId, now.waiting() + 1, now.emptyAt(), 0, size);
    });
  }

  private static ProblemException full(Queue now) {
    return new ProblemException(
            CryptoProblem.DECRYPTION_QUEUE_FULL, now.waiting() + " bids wait to be decrypted.")
        .with("queuePosition", now.waiting() + 1)
        .retryAfter(retryAfter(now));
  }

  /// A hundredth of the queue has gone by then.
  private static Duration retryAfter(Queue now) {
    Instant empty = now.emptyAt();
    if (empty == null) {
      return LONGEST;
    }
    Duration part = Duration.between(now.now(), empty).dividedBy(100);
    if (part.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return part.compareTo(LONGEST) > 0 ? LONGEST : part;
  }
}
