package org.bidseal.outbox.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.ProducerListener;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Sends bytes to Kafka with `acks=all` and the idempotent producer: what is acknowledged survives
/// the loss of a broker, and the client's own retries duplicate nothing.
public final class EventSender implements DisposableBean {
  private final DefaultKafkaProducerFactory<String, byte[]> producers;
  private final KafkaTemplate<String, byte[]> template;

  // The producer blocks its caller while it waits for metadata: one thread, on which blocking is
  // allowed.
  private final Scheduler sending =
      Schedulers.newBoundedElastic(1, Integer.MAX_VALUE, "event-sender");

  /// @param configured Kafka client settings of the service: servers, security
  /// @param deliveryTimeout after which an unacknowledged message counts as failed
  EventSender(Map<String, Object> configured, Duration deliveryTimeout) {
    Map<String, Object> settings = new HashMap<>(configured);
    int delivery = Math.toIntExact(deliveryTimeout.toMillis());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, delivery / 2);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, delivery / 2);
    settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    this.producers =
        new DefaultKafkaProducerFactory<>(
            settings, new StringSerializer(), new ByteArraySerializer());
    this.template = new KafkaTemplate<>(producers);
    // The default one writes payloads into the log.
    this.template.setProducerListener(new ProducerListener<>() {});
  }

  /// Completes when Kafka has acknowledged the message; errs if it did not within the delivery
  /// timeout, in which case it may still have arrived.
  ///
  /// @param message asked for when it is this message's turn: by throwing it calls the sending off
  public Mono<Void> send(Supplier<ProducerRecord<String, byte[]>> message) {
    return Mono.defer(() -> Mono.fromFuture(template.send(message.get())))
        .then()
        .subscribeOn(sending);
  }

  @Override
  public void destroy() {
    producers.destroy();
    sending.dispose();
  }
}
