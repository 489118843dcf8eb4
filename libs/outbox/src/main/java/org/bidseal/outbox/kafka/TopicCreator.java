package org.bidseal.outbox.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.bidseal.events.Topics;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Makes topics that are missing, before they are first used. Not Spring's `KafkaAdmin`: that tries
/// once, at start, and gives existing topics more partitions, which would break the order per key:
/// only those that are named as wide, in which that order means nothing, may grow.
public final class TopicCreator {
  private static final Duration ATTEMPT = Duration.ofSeconds(10);

  private final Supplier<Map<String, Object>> adminConfiguration;
  private final TopicProperties properties;
  private final Map<String, Integer> wide;
  private final Set<String> existing = ConcurrentHashMap.newKeySet();

  /// @param names how topics are called in this deployment
  TopicCreator(
      Supplier<Map<String, Object>> adminConfiguration, TopicProperties properties, Topics names) {
    this.adminConfiguration = adminConfiguration;
    this.properties = properties;
    this.wide =
        properties.wide().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    topic -> names.named(topic.getKey()), Map.Entry::getValue));
  }

  /// Completes when all these topics exist; errs if Kafka does not answer in ten seconds.
  public Mono<Void> ensure(Collection<String> topics) {
    return Mono.defer(() -> {
      List<String> missing = topics.stream().filter(topic -> !existing.contains(topic)).toList();
      return missing.isEmpty() || !properties.create() ? Mono.empty() : create(missing);
    });
  }

  private Mono<Void> create(List<String> topics) {
    // Opening an admin client reads configuration and resolves names, which may block.
    return Mono.using(
            () -> Admin.create(adminConfiguration.get()),
            admin -> Flux.fromIterable(topics).flatMap(topic -> create(admin, topic)).then(),
            admin -> admin.close(Duration.ZERO))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private Mono<Void> create(Admin admin, String topic) {
    int partitions = wide.getOrDefault(topic, properties.partitions());
    var wanted = new NewTopic(topic, partitions, properties.replicationFactor());
    var options = new CreateTopicsOptions().timeoutMs((int) ATTEMPT.toMillis());
    KafkaFuture<Void> created = admin.createTopics(List.of(wanted), options).values().get(topic);
    if (created == null) {
      return Mono.error(new IllegalStateException("Kafka gave no answer for topic " + topic));
    }
    return Mono.fromCompletionStage(created.toCompletionStage())
        .onErrorResume(TopicExistsException.class, _ -> widen(admin, topic))
        .doOnSuccess(_ -> existing.add(topic));
  }

  private Mono<Void> widen(Admin admin, String topic) {
    Integer partitions = wide.get(topic);
    if (partitions == null) {
      return Mono.empty();
    }
    return Mono.fromCompletionStage(
            admin.describeTopics(List.of(topic)).allTopicNames().toCompletionStage())
        .mapNotNull(found -> found.get(topic))
        .filter(found -> found.partitions().size() < partitions)
        .flatMap(_ ->
            Mono.fromCompletionStage(
                admin
                    .createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                    .all()
                    .toCompletionStage()))
        // Another replica was faster.
        .onErrorComplete(InvalidPartitionsException.class);
  }
}
