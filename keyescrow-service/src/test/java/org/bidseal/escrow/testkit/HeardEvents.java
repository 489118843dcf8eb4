package org.bidseal.escrow.testkit;

import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bidseal.events.Event;
import org.bidseal.outbox.EventConsumer;
import org.springframework.boot.test.context.TestComponent;
import reactor.core.publisher.Mono;

/// Listens to what keyescrow-service tells the others.
@TestComponent
public class HeardEvents implements EventConsumer {
  private final Queue<Event> heard = new ConcurrentLinkedQueue<>();

  @Override
  public String topic() {
    return "bidseal.escrow";
  }

  @Override
  public Mono<Void> on(Event event) {
    return Mono.fromRunnable(() -> heard.add(event));
  }

  /// Events about a backup or a recovery, without their prefix and version: `key-backed-up`.
  public List<String> about(UUID subject) {
    return of(subject).stream()
        .map(event -> event.type().replaceAll("org\\.bidseal\\.escrow\\.|\\.v1", ""))
        .distinct()
        .toList();
  }

  /// Events about a backup or a recovery.
  public List<Event> of(UUID subject) {
    return heard.stream().filter(event -> event.subject().equals(subject.toString())).toList();
  }
}
