package org.bidseal.signing.testkit;

import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bidseal.events.Event;
import org.bidseal.outbox.EventConsumer;
import org.springframework.boot.test.context.TestComponent;
import reactor.core.publisher.Mono;

/// Listens to what signing-service tells the others.
@TestComponent
public class HeardEvents implements EventConsumer {
  private final Queue<Event> heard = new ConcurrentLinkedQueue<>();

  @Override
  public String topic() {
    return "bidseal.signing";
  }

  @Override
  public Mono<Void> on(Event event) {
    return Mono.fromRunnable(() -> heard.add(event));
  }

  /// Events about a task, without their prefix and version: `task-created`.
  public List<String> about(UUID taskId) {
    return of(taskId).stream()
        .map(event -> event.type().replaceAll("org\\.bidseal\\.signing\\.|\\.v1", ""))
        .distinct()
        .toList();
  }

  /// Events about a task.
  public List<Event> of(UUID taskId) {
    return heard.stream().filter(event -> event.subject().equals(taskId.toString())).toList();
  }
}
