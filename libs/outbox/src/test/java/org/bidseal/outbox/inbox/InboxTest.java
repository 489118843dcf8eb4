package org.bidseal.outbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bidseal.events.Event;
import org.bidseal.events.EventCodec;
import org.bidseal.events.Topics;
import org.bidseal.outbox.Accounts;
import org.bidseal.outbox.Wire;
import org.bidseal.outbox.kafka.EventSender;
import org.bidseal.outbox.kafka.TopicCreator;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest(database = "outbox")
class InboxTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Autowired Inbox inbox;
  @Autowired InboxTable table;
  @Autowired EventSender sender;
  @Autowired TopicCreator creator;
  @Autowired Topics topics;
  @Autowired Accounts accounts;
  @Autowired DatabaseClient database;
  @Autowired TestConsumers.Journal journal;

  @Test
  void eventsTakeEffectInOrderPerSubject() {
    UUID id = UUID.randomUUID();
    Flux.range(0, 30).concatMap(_ -> accounts.count(id)).then().toFuture().join();
    await().atMost(LIMIT).until(() -> effects("Counter", id).size() == 30);
    assertThat(effects("Counter", id)).isEqualTo(IntStream.rangeClosed(1, 30).boxed().toList());
  }

  @Test
  void aMessageDeliveredAgainHasNoSecondEffect() {
    UUID id = UUID.randomUUID();
    Event event = event(Accounts.COUNTED, id, 1);
    send(event);
    send(event);
    // Later on the same partition: when it is in, the two before it are dealt with.
    send(event(Accounts.COUNTED, id, 2));
    await().atMost(LIMIT).until(() -> effects("Counter", id).contains(2));
    assertThat(effects("Counter", id)).containsExactly(1, 2);
  }

  @Test
  void aMessageDeliveredAtTheSameTimeHasOneEffect() {
    UUID id = UUID.randomUUID();
    Event event = event(Accounts.COUNTED, id, 1);
    Flux.range(0, 8).flatMap(_ -> inbox.handle(message(event)), 8).then().toFuture().join();
    assertThat(effects("Counter", id)).containsExactly(1);
  }

  @Test
  void aPassingFailureIsRetriedUntilItIsOverAndNothingOvertakes() {
    UUID id = UUID.randomUUID();
    journal.failTimes(id, 3);
    send(event(TestConsumers.FLAKY, id, 1));
    send(event(TestConsumers.FLAKY, id, 2));
    await().atMost(LIMIT).until(() -> effects("Flaky", id).size() == 2);
    assertThat(effects("Flaky", id)).containsExactly(1, 2);
    assertThat(journal.attempts(id)).isGreaterThanOrEqualTo(5);
  }

  @Test
  void aFailedAttemptLeavesNoTrace() {
    UUID id = UUID.randomUUID();
    journal.failTimes(id, 1);
    Event event = event(TestConsumers.FLAKY, id, 1);
    assertThat(inbox.handle(message(event)).toFuture()).failsWithin(LIMIT);
    assertThat(effects("Flaky", id)).isEmpty();
    assertThat(inbox.handle(message(event)).toFuture()).succeedsWithin(LIMIT);
    assertThat(effects("Flaky", id)).containsExactly(1);
  }

  @Test
  void poisonGoesToTheDeadLettersAndThePartitionGoesOn() {
    UUID id = UUID.randomUUID();
    Event poison = event(TestConsumers.POISON, id, 1);
    send(poison);
    send(id.toString(), "{ this is no event".getBytes(StandardCharsets.UTF_8));
    send(event(Accounts.COUNTED, id, 7));

    await().atMost(LIMIT).until(() -> effects("Counter", id).contains(7));
    try (var wire = new Wire(Topics.deadLetters(topics.of(Accounts.COUNTED)))) {
      List<ConsumerRecord<String, byte[]>> dead = wire.await(id, 2);
      assertThat(dead).hasSize(2);
      assertThat(header(dead.get(0), "dlt-consumer")).isEqualTo("Poisoned");
      assertThat(header(dead.get(0), "dlt-error")).endsWith("PoisonEventException");
      assertThat(header(dead.get(0), "dlt-reason")).isEqualTo("cannot ever work");
      assertThat(header(dead.get(0), "dlt-topic")).isEqualTo(topics.of(Accounts.COUNTED));
      assertThat(header(dead.get(0), "dlt-group")).isEqualTo("outbox-test");
      assertThat(dead.get(0).value()).isEqualTo(EventCodec.write(poison));
      assertThat(header(dead.get(1), "dlt-consumer")).isEmpty();
      assertThat(header(dead.get(1), "dlt-error")).endsWith("UnreadableEventException");
    }
  }

  @Test
  void dataOfAnotherShapeIsPoisonToo() {
    UUID id = UUID.randomUUID();
    JsonMapper json = JsonMapper.shared();
    var misshapen =
        new Event(
            UUID.randomUUID(),
            "urn:bidseal:outbox-test",
            Accounts.COUNTED,
            id.toString(),
            java.time.Instant.EPOCH,
            null,
            json.readTree("{\"n\": \"many\"}"));
    send(misshapen);
    try (var wire = new Wire(Topics.deadLetters(topics.of(Accounts.COUNTED)))) {
      assertThat(header(wire.await(id, 1).getFirst(), "dlt-consumer")).isEqualTo("Counter");
    }
  }

  @Test
  void oldIdsAreForgotten() {
    UUID old = UUID.randomUUID();
    database
        .sql(
            "insert into inbox (event_id, consumer, at) values (:id, 'x', now() - interval '61 days')")
        .bind("id", old)
        .then()
        .toFuture()
        .join();
    assertThat(table.deleteOlderThan(Duration.ofDays(60), 1000).toFuture())
        .succeedsWithin(LIMIT)
        .isEqualTo(1L);
  }

  private static String header(ConsumerRecord<String, byte[]> message, String name) {
    return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static Event event(String type, UUID subject, int n) {
    return new Event(
        UUID.randomUUID(),
        "urn:bidseal:outbox-test",
        type,
        subject.toString(),
        java.time.Instant.EPOCH,
        null,
        EventCodec.data(Map.of("n", n)));
  }

  private void send(Event event) {
    send(event.subject(), EventCodec.write(event));
  }

  private void send(String key, byte[] value) {
    String topic = topics.of(Accounts.COUNTED);
    creator
        .ensure(List.of(topic))
        .then(sender.send(() -> new ProducerRecord<>(topic, key, value)))
        .toFuture()
        .join();
  }

  private ConsumerRecord<String, byte[]> message(Event event) {
    return new ConsumerRecord<>(
        topics.of(event.type()), 0, 0, event.subject(), EventCodec.write(event));
  }

  private List<Integer> effects(String consumer, UUID subject) {
    return Objects.requireNonNull(
        database
            .sql("select n from effect where consumer = :c and subject = :s order by seq")
            .bind("c", consumer)
            .bind("s", subject.toString())
            .map(row -> Objects.requireNonNull(row.get("n", Integer.class)))
            .all()
            .collectList()
            .toFuture()
            .join());
  }
}
