package org.bidseal.testsupport.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bidseal.embedded.Database;
import org.bidseal.embedded.EmbeddedKafka;
import org.bidseal.embedded.EmbeddedKeycloak;
import org.bidseal.embedded.EmbeddedPostgres;
import org.bidseal.embedded.Ports;
import org.bidseal.embedded.Realm;

/// The servers as child processes and, for Kafka, in this JVM. PostgreSQL's data is kept between
/// runs, because with it Keycloak starts in seconds; what earlier test runs left there is dropped.
final class EmbeddedBackend implements Backend {
  private static final Pattern LEFT_BY_TESTS = Pattern.compile("[a-z_]+_t[0-9a-f]{8}");

  private final EmbeddedPostgres postgres;
  private final EmbeddedKafka kafka;
  private final EmbeddedKeycloak keycloak;

  private EmbeddedBackend(
      EmbeddedPostgres postgres, EmbeddedKafka kafka, EmbeddedKeycloak keycloak) {
    this.postgres = postgres;
    this.kafka = kafka;
    this.keycloak = keycloak;
  }

  static EmbeddedBackend start(ServerFolder folder) {
    Realm realm = folder.realm();
    deleteTree(folder.path().resolve("kafka"));
    CompletableFuture<EmbeddedKafka> kafka =
        CompletableFuture.supplyAsync(() ->
            EmbeddedKafka.start(
                new EmbeddedKafka.Settings(
                    folder.path().resolve("kafka"), Ports.free(), Ports.free())));
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            new EmbeddedPostgres.Settings(
                folder.path().resolve("postgres"),
                Ports.free(),
                realm.secrets().get("postgres"),
                // A crash of a service must not lose a commit, and does not; a power cut may.
                false));
    postgres.admin().dropDatabases(LEFT_BY_TESTS);
    Database database =
        postgres.admin().database("keycloak", realm.secrets().get("database.keycloak"));
    EmbeddedKeycloak keycloak =
        EmbeddedKeycloak.start(
            new EmbeddedKeycloak.Settings(
                folder.path().resolve("keycloak"),
                Ports.free(),
                database,
                realm,
                EmbeddedKeycloak.smallJvm()));
    return new EmbeddedBackend(postgres, kafka.join(), keycloak);
  }

  @Override
  public int postgresPort() {
    return postgres.port();
  }

  @Override
  public String kafkaBootstrap() {
    return kafka.bootstrapServers();
  }

  @Override
  public String keycloakUrl() {
    return keycloak.baseUrl();
  }

  @Override
  public void close() {
    keycloak.close();
    kafka.close();
    postgres.close();
  }

  private static void deleteTree(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
