package org.bidseal.outbox.inbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bidseal.outbox.kafka.TopicCreator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.util.backoff.ExponentialBackOff;
import reactor.core.Disposable;
import reactor.util.retry.Retry;

/// The Kafka consumers of the service. They start when their topics exist, which Kafka may delay
/// without delaying the service, and stop first of all, after the message in hand.
final class ConsumerRuntime implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ConsumerRuntime.class);

  private final Inbox inbox;
  private final List<String> topics;
  private final TopicCreator creator;
  private final ConcurrentMessageListenerContainer<String, byte[]> container;
  private final ConsumerProperties properties;
  private @Nullable Disposable starting;
  private boolean wanted;

  /// @param topics in this deployment's names; not empty
  /// @param configured Kafka client settings of the service: servers, security
  /// @param group consumer group
  ConsumerRuntime(
      Inbox inbox,
      List<String> topics,
      TopicCreator creator,
      Map<String, Object> configured,
      String group,
      ConsumerProperties properties) {
    this.inbox = inbox;
    this.topics = topics;
    this.creator = creator;
    this.properties = properties;
    this.container = container(topics, settings(configured, group, properties));
  }

  @Override
  public synchronized void start() {
    if (!wanted) {
      wanted = true;
      starting =
          creator
              .ensure(topics)
              .retryWhen(
                  Retry.backoff(Long.MAX_VALUE, properties.minBackoff())
                      .maxBackoff(properties.maxBackoff())
                      .doBeforeRetry(failed ->
                          log.warn("Topics {} cannot be had yet", topics, failed.failure())))
              .subscribe(
                  _ -> {}, e -> log.error("Events are not consumed", e), this::startContainer);
    }
  }

  @Override
  public void stop(Runnable callback) {
    synchronized (this) {
      wanted = false;
      if (starting != null) {
        starting.dispose();
        starting = null;
      }
    }
    container.stop(callback);
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public synchronized boolean isRunning() {
    return wanted;
  }

  private synchronized void startContainer() {
    if (wanted) {
      container.start();
    }
  }

  private ConcurrentMessageListenerContainer<String, byte[]> container(
      List<String> names, Map<String, Object> settings) {
    var how = new ContainerProperties(names.toArray(String[]::new));
    MessageListener<String, byte[]> listener = this::handle;
    how.setMessageListener(listener);
    // After the whole poll: what is redelivered after a crash is known to the inbox.
    how.setAckMode(AckMode.BATCH);
    how.setStopImmediate(true);
    how.setMissingTopicsFatal(false);
    how.setShutdownTimeout(properties.timeout().toMillis());
    var factory =
        new DefaultKafkaConsumerFactory<>(
            settings, new StringDeserializer(), new ByteArrayDeserializer());
    var made = new ConcurrentMessageListenerContainer<>(factory, how);
    made.setBeanName("events");
    made.setConcurrency(properties.concurrency());
    made.setCommonErrorHandler(retryForEver());
    return made;
  }

  private DefaultErrorHandler retryForEver() {
    var backOff = new ExponentialBackOff(properties.minBackoff().toMillis(), 2);
    backOff.setMaxInterval(properties.maxBackoff().toMillis());
    var handler = new DefaultErrorHandler(backOff);
    // Nothing is fatal to it: what is, the inbox has set aside.
    handler.setClassifications(Map.of(), true);
    // The inbox has told already.
    handler.setLogLevel(KafkaException.Level.DEBUG);
    return handler;
  }

  private static Map<String, Object> settings(
      Map<String, Object> configured, String group, ConsumerProperties properties) {
    Map<String, Object> settings = new HashMap<>(configured);
    int sessionTimeout = Math.toIntExact(properties.sessionTimeout().toMillis());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionTimeout);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, sessionTimeout / 3);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 50);
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    settings.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
    settings.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
    return settings;
  }

  /// The container's thread has nothing to do but this message, and must not commit its offset
  /// earlier: so it waits. It is no event loop.
  private void handle(ConsumerRecord<String, byte[]> message) {
    try {
      inbox.handle(message).toFuture().get();
    } catch (ExecutionException e) {
      throw new RetriedLaterException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetriedLaterException(e);
    }
  }

  /// Tells the container to bring the message again.
  private static final class RetriedLaterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RetriedLaterException(@Nullable Throwable cause) {
      super("an event was not applied", cause);
    }
  }
}
