package org.bidseal.crypto.queue;

import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Who works on the queue.
@Component
public class Workers {
  private final QueueTable table;

  Workers(QueueTable table) {
    this.table = table;
  }

  /// Says that a worker lives; to be repeated every few seconds.
  ///
  /// @param slots how many jobs it does at once, at least 1
  /// @param bytesPerSecond plaintext that all its slots together put out, at least 1
  public Mono<Void> announce(UUID workerId, int slots, long bytesPerSecond) {
    return table.announce(workerId, slots, bytesPerSecond);
  }

  /// Says that it works no more.
  public Mono<Void> leave(UUID workerId) {
    return table.leave(workerId);
  }
}
