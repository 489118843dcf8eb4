package org.bidseal.bench.opening;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bidseal.bench.stage.SealedBid;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What really happened, read from crypto-service's database, its blobs and Kafka.
final class Ledger {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> ONCE =
      List.of(
          "org.bidseal.crypto.decryption-started.v1",
          "org.bidseal.crypto-jobs.decryption-requested.v1",
          "org.bidseal.crypto.bid-decrypted.v1");

  private final Connection connection;
  private final String kafka;
  private final Path blobs;

  Ledger(Connection connection, String kafka, Path blobs) {
    this.connection = connection;
    this.kafka = kafka;
    this.blobs = blobs;
  }

  /// Whether every event of crypto-service is with Kafka.
  boolean allPublished() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("select not exists (select 1 from outbox)");
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  /// How many of these bids have come to an end, good or bad.
  int ended(Collection<SealedBid> bids) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select count(*) from envelope where envelope_id = any(?)"
                + " and state in ('DECRYPTED', 'FAILED')")) {
      statement.setArray(1, connection.createArrayOf("uuid", ids(bids)));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  /// Times of one job, by the database's clock.
  ///
  /// @param decrypted whether it ended well
  record Job(UUID envelopeId, double requested, double finished, boolean decrypted) {
    double seconds() {
      return finished - requested;
    }
  }

  List<Job> jobs(Collection<SealedBid> bids) throws SQLException {
    List<Job> jobs = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select envelope_id, extract(epoch from requested_at)::float8,"
                + " extract(epoch from finished_at)::float8, state = 'DONE'"
                + " from decryption_job where envelope_id = any(?)")) {
      statement.setArray(1, connection.createArrayOf("uuid", ids(bids)));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          jobs.add(
              new Job(
                  rows.getObject(1, UUID.class),
                  rows.getDouble(2),
                  rows.getDouble(3),
                  rows.getBoolean(4)));
        }
      }
    }
    return jobs;
  }

  /// @param lost events that should be there and are not, plaintexts that are missing or wrong
  /// @param doubled events with another id than the first of their kind, further jobs, further
  ///   plaintexts
  record Balance(int lost, int doubled) {
    Balance plus(Balance other) {
      return new Balance(lost + other.lost, doubled + other.doubled);
    }

    static Balance of(int count) {
      return new Balance(count == 0 ? 1 : 0, Math.max(0, count - 1));
    }
  }

  /// Compares what there is with what there should be: of everything one.
  Balance balance(List<SealedBid> bids) throws SQLException, IOException {
    Balance balance = new Balance(0, 0);
    Map<UUID, Integer> jobs = new HashMap<>();
    for (Job job : jobs(bids)) {
      jobs.merge(job.envelopeId(), job.decrypted() ? 1 : 0, Integer::sum);
    }
    Map<String, Map<String, Set<String>>> events = events();
    for (SealedBid bid : bids) {
      String id = bid.envelopeId().toString();
      balance =
          balance
              .plus(Balance.of(jobs.getOrDefault(bid.envelopeId(), 0)))
              .plus(Balance.of(plaintexts(bid)));
      for (String type : ONCE) {
        balance =
            balance.plus(
                Balance.of(events.getOrDefault(type, Map.of()).getOrDefault(id, Set.of()).size()));
      }
    }
    return balance;
  }

  /// Plaintexts of a bid; 0 if there is one and it is wrong.
  private int plaintexts(SealedBid bid) throws IOException {
    Path folder = blobs.resolve("plaintexts").resolve(bid.envelopeId().toString());
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.toList();
      return found.stream().allMatch(bid.file()::isSameAs) ? found.size() : 0;
    }
  }

  /// Ids of the events, by type and subject. A relay may send one twice; that is one event.
  private Map<String, Map<String, Set<String>>> events() {
    Map<String, Map<String, Set<String>>> ids = new HashMap<>();
    Properties properties = new Properties();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          Stream.of("bidseal.crypto", "bidseal.crypto-jobs")
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
        consumer
            .poll(Duration.ofSeconds(1))
            .forEach(message -> {
              JsonNode event = JSON.readTree(message.value());
              ids.computeIfAbsent(event.path("type").asString(), _ -> new HashMap<>())
                  .computeIfAbsent(event.path("subject").asString(), _ -> new HashSet<>())
                  .add(event.path("id").asString());
            });
      }
    }
    return ids;
  }

  private static UUID[] ids(Collection<SealedBid> bids) {
    return bids.stream().map(SealedBid::envelopeId).toArray(UUID[]::new);
  }
}
