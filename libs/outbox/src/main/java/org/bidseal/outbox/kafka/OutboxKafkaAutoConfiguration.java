package org.bidseal.outbox.kafka;

import org.bidseal.events.EventsAutoConfiguration;
import org.bidseal.events.Topics;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/// Provides [TopicCreator] and [EventSender] with the connection of Spring's Kafka configuration.
@AutoConfiguration(after = {KafkaAutoConfiguration.class, EventsAutoConfiguration.class})
@ConditionalOnBean({KafkaAdmin.class, ProducerFactory.class})
@EnableConfigurationProperties({TopicProperties.class, SendingProperties.class})
public class OutboxKafkaAutoConfiguration {
  @Bean
  TopicCreator topicCreator(KafkaAdmin admin, TopicProperties properties, Topics topics) {
    return new TopicCreator(admin::getConfigurationProperties, properties, topics);
  }

  @Bean
  EventSender eventSender(ProducerFactory<?, ?> configured, SendingProperties properties) {
    return new EventSender(configured.getConfigurationProperties(), properties.deliveryTimeout());
  }
}
