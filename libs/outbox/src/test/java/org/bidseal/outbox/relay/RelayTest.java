package org.bidseal.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bidseal.events.EventCodec;
import org.bidseal.events.Topics;
import org.bidseal.outbox.Accounts;
import org.bidseal.outbox.CommitSignal;
import org.bidseal.outbox.Wire;
import org.bidseal.outbox.kafka.EventSender;
import org.bidseal.outbox.kafka.EventSenders;
import org.bidseal.outbox.kafka.TopicCreator;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// The relay under the things that go wrong. Each test runs its own relays; the service's own is
/// stopped.
@ServiceTest(database = "outbox")
class RelayTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Autowired Relay serviceRelay;
  @Autowired ConnectionFactory connections;
  @Autowired EventSender sender;
  @Autowired TopicCreator creator;
  @Autowired CommitSignal committed;
  @Autowired RelayProperties properties;
  @Autowired Accounts accounts;
  @Autowired Topics topics;
  @Autowired DatabaseClient database;
  @Autowired MeterRegistry registry;

  private final List<Relay> relays = new ArrayList<>();

  @BeforeEach
  void stopTheServicesOwnRelay() {
    stopped(serviceRelay);
  }

  @AfterEach
  void startItAgain() {
    relays.forEach(RelayTest::stopped);
    serviceRelay.start();
  }

  @Test
  void concurrentWritersLoseNothingAndKeysKeepTheirOrderWithTwoReplicas() {
    int writers = 16;
    int each = 60;
    List<UUID> aggregates = Stream.generate(UUID::randomUUID).limit(12).toList();
    relay();
    relay();

    Flux.range(0, writers)
        .flatMap(
            writer ->
                Flux.range(0, each)
                    .concatMap(
                        i -> accounts.count(aggregates.get((writer * 7 + i) % aggregates.size())))
                    .subscribeOn(Schedulers.boundedElastic()),
            writers)
        .then()
        .toFuture()
        .orTimeout(60, TimeUnit.SECONDS)
        .join();

    Set<String> keys = new HashSet<>(aggregates.stream().map(UUID::toString).toList());
    try (var wire = new Wire(topics.of(Accounts.COUNTED))) {
      var messages =
          wire.await(m -> keys.contains(m.key()), found -> distinct(found) >= writers * each);
      firstAppearances(messages)
          .forEach((key, numbers) ->
              assertThat(numbers)
                  .as(key)
                  .isEqualTo(IntStream.rangeClosed(1, numbers.size()).boxed().toList()));
    }
    awaitPending(0);
  }

  @Test
  void aRelayThatDiesIsReplacedByTheNext() {
    Relay first = relay();
    UUID before = UUID.randomUUID();
    accounts.count(before).toFuture().join();
    awaitPending(0);
    relay();

    first.kill();
    UUID after = UUID.randomUUID();
    accounts.count(after).toFuture().join();

    try (var wire = new Wire(topics.of(Accounts.COUNTED))) {
      assertThat(wire.await(after, 1)).hasSize(1);
      assertThat(wire.await(before, 1)).hasSize(1);
    }
  }

  @Test
  void aCrashBetweenPublishingAndDeletingPublishesAgain() {
    UUID id = UUID.randomUUID();
    accounts.count(id).toFuture().join();
    List<OutboxRow> rows =
        Flux.usingWhen(
                RelayConnection.open(connections),
                connection -> connection.next(100),
                RelayConnection::close)
            .single()
            .toFuture()
            .join();
    var outcome = new Publisher(sender, creator).publish(rows).toFuture().join();
    assertThat(outcome.failure()).isNull();
    assertThat(outcome.acknowledged()).hasSameSizeAs(rows);

    relay();

    try (var wire = new Wire(topics.of(Accounts.COUNTED))) {
      var twice = wire.await(id, 2);
      assertThat(twice).hasSize(2);
      assertThat(twice.get(0).value()).isEqualTo(twice.get(1).value());
    }
    awaitPending(0);
  }

  @Test
  void whileKafkaIsAwayEventsWaitAndAreMeasured() {
    var away = EventSenders.toNowhere();
    var measured = new SimpleMeterRegistry();
    Relay cutOff = relay(away, measured);
    UUID id = UUID.randomUUID();
    accounts.count(id).toFuture().join();

    await().atMost(LIMIT).until(() -> measured.get("bidseal.outbox.pending").gauge().value() >= 1);
    await().atMost(LIMIT).until(() -> measured.get("bidseal.outbox.lag").gauge().value() > 1);
    assertThat(measured.get("bidseal.outbox.published").counter().count()).isZero();
    assertThat(pending()).isPositive();
    stopped(cutOff);
    away.destroy();

    relay();
    try (var wire = new Wire(topics.of(Accounts.COUNTED))) {
      assertThat(wire.await(id, 1)).hasSize(1);
    }
    awaitPending(0);
  }

  @Test
  void aLostConnectionIsReplaced() {
    relay();
    UUID before = UUID.randomUUID();
    accounts.count(before).toFuture().join();
    awaitPending(0);

    // The sessions of the relay are those that wait for notifications.
    database
        .sql(
            """
            select pg_terminate_backend(pid) from pg_locks
            where locktype = 'advisory' and database =
              (select oid from pg_database where datname = current_database())
            """)
        .fetch()
        .all()
        .then()
        .toFuture()
        .join();

    UUID after = UUID.randomUUID();
    accounts.count(after).toFuture().join();
    try (var wire = new Wire(topics.of(Accounts.COUNTED))) {
      assertThat(wire.await(after, 1)).hasSize(1);
    }
  }

  private Relay relay() {
    return relay(sender, registry);
  }

  private Relay relay(EventSender to, MeterRegistry meters) {
    var relay =
        new Relay(
            connections,
            new Publisher(to, creator),
            committed,
            new RelayMetrics(meters),
            properties);
    relays.add(relay);
    relay.start();
    return relay;
  }

  private static void stopped(Relay relay) {
    var stopped = new CountDownLatch(1);
    relay.stop(stopped::countDown);
    try {
      assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void awaitPending(long count) {
    await().atMost(LIMIT).until(() -> pending() == count);
  }

  private long pending() {
    return Objects.requireNonNull(
        database
            .sql("select count(*) as n from outbox")
            .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
            .one()
            .toFuture()
            .join());
  }

  private static int distinct(List<ConsumerRecord<String, byte[]>> messages) {
    return (int) messages.stream().map(m -> EventCodec.read(m.value()).id()).distinct().count();
  }

  private static Map<String, List<Integer>> firstAppearances(
      List<ConsumerRecord<String, byte[]>> messages) {
    Set<UUID> seen = new HashSet<>();
    Map<String, List<Integer>> numbers = new LinkedHashMap<>();
    for (var message : messages) {
      var event = EventCodec.read(message.value());
      if (seen.add(event.id())) {
        numbers
            .computeIfAbsent(event.subject(), _ -> new ArrayList<>())
            .add(event.dataAs(Accounts.Counted.class).n());
      }
    }
    return new HashMap<>(numbers);
  }
}
