package org.bidseal.crypto.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bidseal.crypto.queue.Queue.Entry;
import org.bidseal.crypto.queue.Queue.Force;
import org.junit.jupiter.api.Test;

class QueueTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
  private static final long MB = 1_000_000;
  private static final UUID OPENING = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);

  private static Entry entry(int id, UUID opening, boolean running, long done, long total) {
    return new Entry(new UUID(1, id), opening, running, done, total - Queue.JOB_COST);
  }

  private static final List<Entry> ENTRIES =
      List.of(
          entry(1, OPENING, true, 60 * MB, 100 * MB),
          entry(2, OTHER, true, 0, 100 * MB),
          entry(3, OTHER, false, 0, 60 * MB),
          entry(4, OPENING, false, 0, 10 * MB));

  @Test
  void positionsCountWhatWaitsAndTimesWhatIsLeft() {
    Queue queue = Queue.of(NOW, ENTRIES, new Force(2, 20 * MB));

    assertThat(place(queue, 1).position()).isZero();
    assertThat(place(queue, 3).position()).isEqualTo(1);
    assertThat(place(queue, 4).position()).isEqualTo(2);
    assertThat(queue.waiting()).isEqualTo(2);
    // One slot does 10 MB/s, both 20: 40 MB are left of the first, 100 of the second.
    assertThat(after(place(queue, 1))).isEqualTo(Duration.ofSeconds(4));
    assertThat(after(place(queue, 2))).isEqualTo(Duration.ofSeconds(10));
    assertThat(after(place(queue, 3))).isEqualTo(Duration.ofSeconds(7 + 6));
    assertThat(after(place(queue, 4))).isEqualTo(Duration.ofSeconds(10 + 1));
    assertThat(queue.emptyAt()).isEqualTo(NOW.plusMillis(10_500));
  }

  @Test
  void withoutAWorkerNobodyKnowsWhen() {
    Queue queue = Queue.of(NOW, ENTRIES, new Force(0, 0));
    assertThat(queue.places().values()).allSatisfy(p -> assertThat(p.expectedAt()).isNull());
    assertThat(place(queue, 4).position()).isEqualTo(2);
    assertThat(queue.emptyAt()).isNull();
  }

  @Test
  void anOpeningSeesItsOwnBids() {
    Queue queue = Queue.of(NOW, ENTRIES, new Force(1, MB));
    assertThat(queue.ofOpening(OPENING)).containsOnlyKeys(new UUID(1, 1), new UUID(1, 4));
    assertThat(queue.ofOpening(new UUID(0, 3))).isEmpty();
  }

  private static QueuePlace place(Queue queue, int id) {
    return Objects.requireNonNull(queue.places().get(new UUID(1, id)));
  }

  private static Duration after(QueuePlace place) {
    return Duration.between(NOW, Objects.requireNonNull(place.expectedAt()));
  }
}
