package org.bidseal.outbox.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bidseal.events.Topics;
import org.bidseal.outbox.EventConsumer;
import org.bidseal.outbox.OutboxAutoConfiguration;
import org.bidseal.outbox.kafka.EventSender;
import org.bidseal.outbox.kafka.OutboxKafkaAutoConfiguration;
import org.bidseal.outbox.kafka.TopicCreator;
import org.bidseal.servicedefaults.CurrentTrace;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

/// Feeds the [EventConsumer] beans of a service.
@AutoConfiguration(
    after = {OutboxAutoConfiguration.class, OutboxKafkaAutoConfiguration.class},
    afterName = {
      "org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
    })
@ConditionalOnProperty(name = "bidseal.events.consumer.enabled", matchIfMissing = true)
@ConditionalOnBean({
  EventConsumer.class,
  EventSender.class,
  ReactiveTransactionManager.class,
  MeterRegistry.class
})
@EnableConfigurationProperties(ConsumerProperties.class)
public class InboxAutoConfiguration {
  @Bean
  InboxTable inboxTable(DatabaseClient database) {
    return new InboxTable(database);
  }

  @Bean
  InboxSweep inboxSweep(InboxTable table, ConsumerProperties properties) {
    return new InboxSweep(table, properties);
  }

  @Bean
  Inbox inbox(
      List<EventConsumer> consumers,
      Topics topics,
      InboxTable table,
      ReactiveTransactionManager transactions,
      EventSender sender,
      TopicCreator creator,
      CurrentTrace trace,
      MeterRegistry registry,
      @Value("${spring.application.name}") String service,
      ConsumerProperties properties) {
    checked(consumers);
    return new Inbox(
        consumers,
        topics,
        table,
        TransactionalOperator.create(transactions),
        new DeadLetters(sender, creator, service),
        trace,
        new ConsumerMetrics(registry),
        properties.timeout());
  }

  @Bean
  ConsumerRuntime eventConsumerRuntime(
      Inbox inbox,
      List<EventConsumer> consumers,
      Topics topics,
      TopicCreator creator,
      ConsumerFactory<?, ?> configured,
      @Value("${spring.application.name}") String service,
      ConsumerProperties properties) {
    List<String> names =
        consumers.stream()
            .map(consumer -> topics.named(consumer.topic()))
            .distinct()
            .sorted()
            .toList();
    return new ConsumerRuntime(
        inbox, names, creator, configured.getConfigurationProperties(), service, properties);
  }

  private static void checked(List<EventConsumer> consumers) {
    Map<String, Long> names =
        consumers.stream()
            .collect(Collectors.groupingBy(EventConsumer::name, Collectors.counting()));
    names.forEach(
        (name, count) -> require(count == 1 && !name.isBlank(), "EventConsumer name", name));
    for (EventConsumer consumer : consumers) {
      for (String type : consumer.types()) {
        require(
            Objects.equals(Topics.plainName(type), consumer.topic()),
            "event type of another topic in " + consumer.name(),
            type);
      }
    }
  }

  private static void require(boolean holds, String what, String value) {
    if (!holds) {
      throw new IllegalStateException(what + " is not right: '" + value + "'");
    }
  }
}
