package org.bidseal.outbox.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.ConnectionFactory;
import org.bidseal.outbox.CommitSignal;
import org.bidseal.outbox.OutboxAutoConfiguration;
import org.bidseal.outbox.kafka.EventSender;
import org.bidseal.outbox.kafka.OutboxKafkaAutoConfiguration;
import org.bidseal.outbox.kafka.TopicCreator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/// Runs the relay in every service that has a database and Kafka.
@AutoConfiguration(
    after = {OutboxAutoConfiguration.class, OutboxKafkaAutoConfiguration.class},
    afterName =
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBean({CommitSignal.class, EventSender.class, MeterRegistry.class})
@EnableConfigurationProperties(RelayProperties.class)
public class RelayAutoConfiguration {
  @Bean
  Relay outboxRelay(
      ConnectionFactory connections,
      EventSender sender,
      TopicCreator topics,
      CommitSignal committed,
      MeterRegistry registry,
      RelayProperties properties) {
    return new Relay(
        connections,
        new Publisher(sender, topics),
        committed,
        new RelayMetrics(registry),
        properties);
  }
}
