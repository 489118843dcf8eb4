package org.bidseal.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// A Kafka broker and controller (KRaft, node 1) inside this JVM, listening on the loopback address
/// only, its log kept between starts.
public final class EmbeddedKafka implements AutoCloseable {
  /// What one server needs to know.
  ///
  /// @param dataFolder holds everything, created if missing
  /// @param port of the broker
  /// @param controllerPort of the controller
  public record Settings(Path dataFolder, int port, int controllerPort) {}

  private final KafkaRaftServer server;
  private final Settings settings;

  private EmbeddedKafka(KafkaRaftServer server, Settings settings) {
    this.server = server;
    this.settings = settings;
  }

  /// Formats the folder if it is new, starts, and waits until the broker serves.
  ///
  /// @throws EmbeddedServerException if it does not
  public static EmbeddedKafka start(Settings settings) {
    try {
      Path log = settings.dataFolder().toAbsolutePath();
      Files.createDirectories(log);
      if (!Files.exists(log.resolve("meta.properties"))) {
        format(log);
      }
      KafkaRaftServer server =
          new KafkaRaftServer(new KafkaConfig(configuration(settings, log)), Time.SYSTEM);
      server.startup();
      return new EmbeddedKafka(server, settings);
    } catch (Exception e) {
      // Scala code throws checked exceptions without declaring them.
      throw new EmbeddedServerException(
          "Kafka did not start in "
              + settings.dataFolder()
              + " on port "
              + settings.port()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static void format(Path log) throws Exception {
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(1)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(log.toString())
        .addDirectory(log.toString())
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setIgnoreFormatted(true)
        .run();
  }

  private static Map<String, String> configuration(Settings settings, Path log) {
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", "1"),
        Map.entry("controller.quorum.voters", "1@127.0.0.1:" + settings.controllerPort()),
        Map.entry(
            "listeners",
            "PLAINTEXT://127.0.0.1:"
                + settings.port()
                + ",CONTROLLER://127.0.0.1:"
                + settings.controllerPort()),
        Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + settings.port()),
        Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry("inter.broker.listener.name", "PLAINTEXT"),
        Map.entry("log.dirs", log.toString()),
        Map.entry("auto.create.topics.enable", "true"),
        Map.entry("num.partitions", "6"),
        Map.entry("default.replication.factor", "1"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("offsets.topic.num.partitions", "6"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("transaction.state.log.num.partitions", "6"),
        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
        Map.entry("share.coordinator.state.topic.min.isr", "1"),
        // A lone consumer joins at once instead of after three seconds.
        Map.entry("group.initial.rebalance.delay.ms", "0"));
  }

  /// `127.0.0.1:port`, for `bootstrap.servers`.
  public String bootstrapServers() {
    return "127.0.0.1:" + settings.port();
  }

  /// Shuts down cleanly: the next start need not recover the log.
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
