package org.bidseal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.bidseal.events.Event;
import org.bidseal.events.EventCodec;
import org.bidseal.events.Topics;
import org.bidseal.servicedefaults.CurrentTrace;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@ServiceTest(database = "outbox")
class OutboxTest {
  @Autowired Accounts accounts;
  @Autowired Outbox outbox;
  @Autowired TransactionalOperator transaction;
  @Autowired Topics topics;

  @Test
  void anEventOutsideATransactionIsRefused() {
    StepVerifier.create(outbox.add(Accounts.COUNTED, id(), new Accounts.Counted(1)))
        .verifyErrorMessage("an event is added only within a transaction");
  }

  @Test
  void aTypeThatIsNotWellFormedIsRefused() {
    StepVerifier.create(
            outbox.add("counted", id(), new Accounts.Counted(1)).as(transaction::transactional))
        .verifyError(IllegalArgumentException.class);
  }

  @Test
  void anEventThatKafkaWouldNotTakeIsRefused() {
    record Large(String text) {}
    var large = new Large("x".repeat(Outbox.MAX_BYTES));
    StepVerifier.create(outbox.add(Accounts.COUNTED, id(), large).as(transaction::transactional))
        .verifyErrorSatisfies(e -> assertThat(e).hasMessageContaining("bytes"));
  }

  @Test
  void whatIsPublishedIsTheEventOfTheCommittedTransactionAlone() {
    UUID id = id();
    StepVerifier.create(accounts.countAndFail(id)).verifyError(IllegalStateException.class);
    StepVerifier.create(accounts.count(id)).expectNext(1).verifyComplete();

    try (var wire = new Wire(topics.of(Accounts.COUNTED))) {
      var message = wire.await(id, 1).getFirst();
      Event event = EventCodec.read(message.value());
      assertThat(event.type()).isEqualTo(Accounts.COUNTED);
      assertThat(event.source()).isEqualTo("urn:bidseal:outbox-test");
      assertThat(event.subject()).isEqualTo(id.toString());
      assertThat(event.dataAs(Accounts.Counted.class)).isEqualTo(new Accounts.Counted(1));
      assertThat(message.headers().lastHeader("content-type").value())
          .asString()
          .startsWith("application/cloudevents+json");
      assertThat(wire.await(id, 1)).hasSize(1);
    }
  }

  @Test
  void theTraceOfTheCauseTravelsWithTheEvent() {
    UUID id = id();
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    StepVerifier.create(current.continued(trace, "test", accounts.count(id)))
        .expectNext(1)
        .verifyComplete();

    try (var wire = new Wire(topics.of(Accounts.COUNTED))) {
      Event event = EventCodec.read(wire.await(id, 1).getFirst().value());
      assertThat(event.traceparent()).startsWith("00-0af7651916cd43dd8448eb211c80319c-");
    }
  }

  @Autowired CurrentTrace current;

  @Test
  void anEventOfATransactionOfSeveralIsOneOfThem() {
    UUID first = id();
    UUID second = id();
    StepVerifier.create(
            Mono.when(accounts.count(first))
                .then(accounts.count(second))
                .as(transaction::transactional))
        .expectNext(1)
        .verifyComplete();
    try (var wire = new Wire(topics.of(Accounts.COUNTED))) {
      assertThat(wire.await(first, 1)).hasSize(1);
      assertThat(wire.await(second, 1)).hasSize(1);
    }
  }

  private static UUID id() {
    return UUID.randomUUID();
  }
}
