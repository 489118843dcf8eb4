package org.bidseal.outbox.inbox;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bidseal.events.Event;
import org.bidseal.outbox.Accounts;
import org.bidseal.outbox.EventConsumer;
import org.bidseal.outbox.PoisonEventException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// Consumers of the tests: one that works, one that fails for a while, one that never can.
@Configuration(proxyBeanMethods = false)
class TestConsumers {
  static final String FLAKY = "org.bidseal.outboxtest.flaky.v1";
  static final String POISON = "org.bidseal.outboxtest.poison.v1";
  private static final String TOPIC = "bidseal.outboxtest";

  /// How often who is to fail, and how often it was tried.
  static final class Journal {
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

    void failTimes(UUID subject, int times) {
      failures.put(subject.toString(), new AtomicInteger(times));
    }

    int attempts(UUID subject) {
      return attempts.getOrDefault(subject.toString(), new AtomicInteger()).get();
    }

    boolean failsNow(String subject) {
      attempts.computeIfAbsent(subject, _ -> new AtomicInteger()).incrementAndGet();
      return failures.getOrDefault(subject, new AtomicInteger()).getAndDecrement() > 0;
    }
  }

  @Bean
  Journal journal() {
    return new Journal();
  }

  @Bean
  EventConsumer counter(DatabaseClient database) {
    return new Counter(database);
  }

  @Bean
  EventConsumer flaky(DatabaseClient database, Journal journal) {
    return new Flaky(database, journal);
  }

  @Bean
  EventConsumer poisoned() {
    return new Poisoned();
  }

  private static Mono<Void> effect(DatabaseClient database, String consumer, Event event) {
    return database
        .sql("insert into effect (consumer, subject, n) values (:c, :s, :n)")
        .bind("c", consumer)
        .bind("s", event.subject())
        .bind("n", event.dataAs(Accounts.Counted.class).n())
        .then();
  }

  record Counter(DatabaseClient database) implements EventConsumer {
    @Override
    public String topic() {
      return TOPIC;
    }

    @Override
    public Set<String> types() {
      return Set.of(Accounts.COUNTED);
    }

    @Override
    public Mono<Void> on(Event event) {
      return effect(database, name(), event);
    }
  }

  record Flaky(DatabaseClient database, Journal journal) implements EventConsumer {
    @Override
    public String topic() {
      return TOPIC;
    }

    @Override
    public Set<String> types() {
      return Set.of(FLAKY);
    }

    @Override
    public Mono<Void> on(Event event) {
      return effect(database, name(), event)
          .then(
              Mono.defer(() ->
                  journal.failsNow(event.subject())
                      ? Mono.error(new IllegalStateException("not yet"))
                      : Mono.empty()));
    }
  }

  record Poisoned() implements EventConsumer {
    @Override
    public String topic() {
      return TOPIC;
    }

    @Override
    public Set<String> types() {
      return Set.of(POISON);
    }

    @Override
    public Mono<Void> on(Event event) {
      return Mono.error(new PoisonEventException("cannot ever work"));
    }
  }
}
