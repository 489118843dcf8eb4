package org.bidseal.acceptance.secrecy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.bidseal.embedded.Database;
import org.bidseal.fleet.Fleet;
import org.bidseal.fleet.Service;
import org.postgresql.PGConnection;

/// Everywhere that a fleet leaves something, searched.
final class Places {
  private final Fleet fleet;
  private final SecretSearch search;
  private final Map<String, Set<String>> found = new TreeMap<>();
  private final Map<String, Long> searched = new TreeMap<>();

  Places(Fleet fleet, SecretSearch search) {
    this.fleet = fleet;
    this.search = search;
  }

  /// What was found, by place.
  Map<String, Set<String>> found() {
    return found;
  }

  /// Bytes searched, by kind of place.
  Map<String, Long> searched() {
    return searched;
  }

  private void note(String kind, String place, long bytes, Set<String> names) {
    searched.merge(kind, bytes, Long::sum);
    if (!names.isEmpty()) {
      found.computeIfAbsent(kind + " " + place, _ -> new TreeSet<>()).addAll(names);
    }
  }

  /// Every file below the fleet's data folder: logs, PostgreSQL's pages and write-ahead log, with
  /// rows that are long deleted, Kafka's segments, blobs, settings.
  void files() throws IOException {
    Path data = fleet.settings().dataFolder();
    List<Path> files;
    try (var all = Files.walk(data)) {
      files = all.filter(Files::isRegularFile).filter(Places::hasContent).toList();
    }
    for (Path file : files) {
      try {
        String kind = "files of " + data.relativize(file).getName(0);
        note(kind, data.relativize(file).toString(), Files.size(file), search.find(file));
      } catch (NoSuchFileException goneMeanwhile) {
        searched.merge("files gone meanwhile", 1L, Long::sum);
      }
    }
  }

  /// Kafka's indexes hold numbers only, and are gigabytes of nothing.
  private static boolean hasContent(Path file) {
    String name = String.valueOf(file.getFileName());
    return !name.endsWith(".index") && !name.endsWith(".timeindex");
  }

  /// Every table of every service's database, as `COPY` writes it: what is compressed or out of
  /// line on disk is plain here.
  void databases() throws SQLException, IOException {
    for (Service service : Service.values()) {
      if (service != Service.GATEWAY) {
        Database database = fleet.database(service);
        try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.role(), database.password())) {
          for (String table : tables(connection)) {
            ByteArrayOutputStream rows = new ByteArrayOutputStream();
            connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy \"" + table + "\" to stdout", rows);
            note(
                "database",
                service.artifact() + "." + table,
                rows.size(),
                search.find(rows.toByteArray()));
          }
        }
      }
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select tablename from pg_tables where schemaname = current_schema()")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  /// Every record of every topic, headers included.
  void topics() {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, fleet.kafkaBootstrap());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.listTopics().values().stream()
              .flatMap(List::stream)
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
        consumer.poll(Duration.ofSeconds(1)).forEach(this::message);
      }
    }
  }

  private void message(ConsumerRecord<byte[], byte[]> message) {
    inMessage(message, message.key());
    inMessage(message, message.value());
    message.headers().forEach(header -> inMessage(message, header.value()));
  }

  private void inMessage(ConsumerRecord<byte[], byte[]> message, byte[] bytes) {
    if (bytes != null) {
      note("topics", message.topic(), bytes.length, search.find(bytes));
    }
  }

  /// What every service tells without being asked who wants to know.
  void metrics() throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (Service service : Service.values()) {
        for (String path : List.of("prometheus", "health", "info")) {
          byte[] told =
              http.send(
                      HttpRequest.newBuilder(URI.create(fleet.url(service) + "/actuator/" + path))
                          .build(),
                      BodyHandlers.ofByteArray())
                  .body();
          note("metrics", service.artifact() + " " + path, told.length, search.find(told));
        }
      }
    }
  }

  /// Something that a caller was told.
  void text(String kind, String place, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    note(kind, place, bytes.length, search.find(bytes));
  }

  /// A process's heap.
  void heap(String kind, Service service, HeapDump dump) throws IOException {
    note(kind, service.artifact(), Files.size(dump.file()), search.find(dump.file()));
  }
}
