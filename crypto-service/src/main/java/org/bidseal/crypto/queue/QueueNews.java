package org.bidseal.crypto.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.database.Transactions;
import org.bidseal.outbox.Outbox;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.bidseal.sessionframes.SessionFrames;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Tells waiting bids where they stand: once they have waited for a round, and again each time that
/// their position has halved, so a bid hears of it a dozen times in the longest queue. Frame
/// `decryption-queued` on its session's socket, event `org.bidseal.crypto.decryption-queued.v1`.
@Component
@InRole(Role.KEY)
class QueueNews implements Sweep {
  private static final String QUEUED = "org.bidseal.crypto.decryption-queued.v1";

  private final QueueTable table;
  private final QueuePositions positions;
  private final Outbox outbox;
  private final SessionFrames frames;
  private final Transactions transactions;
  private final Duration interval;

  QueueNews(
      QueueTable table,
      QueuePositions positions,
      Outbox outbox,
      SessionFrames frames,
      Transactions transactions,
      @Value("${bidseal.crypto.decryption.news-interval:5s}") Duration interval) {
    this.table = table;
    this.positions = positions;
    this.outbox = outbox;
    this.frames = frames;
    this.transactions = transactions;
    this.interval = interval;
  }

  /// Data of the event.
  record DecryptionQueued(
      UUID envelopeId,
      UUID openingId,
      UUID sessionId,
      int position,
      @Nullable Instant expectedAt) {}

  /// Data of the frame.
  record QueuedFrame(UUID envelopeId, int position, @Nullable Instant expectedAt) {}

  @Override
  public String name() {
    return "queue-news";
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public Flux<Void> sweep() {
    return Mono.zip(positions.now(), table.untold().collectList())
        .flatMapIterable(both -> news(both.getT1(), both.getT2()))
        .concatMap(this::tell);
  }

  private static List<DecryptionQueued> news(Queue queue, List<QueueTable.Untold> waiting) {
    return waiting.stream()
        .<DecryptionQueued>mapMulti((bid, out) -> {
          QueuePlace place = queue.places().get(bid.envelopeId());
          if (place != null && place.position() > 0 && bid.wants(place.position())) {
            out.accept(
                new DecryptionQueued(
                    bid.envelopeId(),
                    place.openingId(),
                    bid.sessionId(),
                    place.position(),
                    place.expectedAt()));
          }
        })
        .toList();
  }

  private Mono<Void> tell(DecryptionQueued news) {
    return table
        .tell(news.envelopeId(), news.position())
        .filter(Boolean::booleanValue)
        .flatMap(_ -> outbox.add(QUEUED, news.envelopeId(), news).thenReturn(news))
        .flatMap(_ ->
            frames.append(
                news.sessionId(),
                "decryption-queued",
                new QueuedFrame(news.envelopeId(), news.position(), news.expectedAt())))
        .then()
        .as(transactions::inTransaction);
  }
}
