package org.bidseal.fleet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bidseal.embedded.Database;
import org.bidseal.embedded.EmbeddedKafka;
import org.bidseal.embedded.EmbeddedKeycloak;
import org.bidseal.embedded.EmbeddedPostgres;
import org.bidseal.embedded.Realm;
import org.bidseal.fleet.host.OurProcesses;
import org.jspecify.annotations.Nullable;

/// The servers that the services need. Each start returns when its server answers.
final class Servers {
  private final FleetSettings settings;
  private final Realm realm;
  private final Board board;

  private volatile @Nullable EmbeddedPostgres postgres;
  private volatile @Nullable EmbeddedKafka kafka;
  private volatile @Nullable EmbeddedKeycloak keycloak;

  Servers(FleetSettings settings, Realm realm, Board board) {
    this.settings = settings;
    this.realm = realm;
    this.board = board;
  }

  void startPostgres() {
    postgres =
        board.start(
            "postgres",
            settings.postgresPort(),
            () ->
                EmbeddedPostgres.start(
                    new EmbeddedPostgres.Settings(
                        folder("postgres"),
                        settings.postgresPort(),
                        realm.secrets().get("postgres"),
                        settings.durable())),
            _ -> 0L);
  }

  void startKafka() {
    kafka =
        board.start(
            "kafka",
            settings.kafkaPort(),
            () ->
                EmbeddedKafka.start(
                    new EmbeddedKafka.Settings(
                        folder("kafka"), settings.kafkaPort(), settings.kafkaControllerPort())),
            _ -> 0L);
  }

  /// Needs PostgreSQL.
  void startKeycloak() {
    Database database = database("keycloak");
    List<String> options = new ArrayList<>(EmbeddedKeycloak.smallJvm());
    options.add(OurProcesses.marker(settings.dataFolder()));
    keycloak =
        board.start(
            "keycloak",
            settings.keycloakPort(),
            () ->
                EmbeddedKeycloak.start(
                    new EmbeddedKeycloak.Settings(
                        folder("keycloak"), settings.keycloakPort(), database, realm, options),
                    board::isFailing),
            started -> started.process().pid());
  }

  /// The database of this name, made if it is missing.
  Database database(String name) {
    EmbeddedPostgres server = postgres;
    if (server == null) {
      throw new IllegalStateException("PostgreSQL does not run");
    }
    return server.admin().database(name, realm.secrets().get("database." + name));
  }

  void stopKeycloak() {
    stop("keycloak", settings.keycloakPort(), keycloak);
  }

  void stopKafka() {
    stop("kafka", settings.kafkaPort(), kafka);
  }

  void stopPostgres() {
    stop("postgres", settings.postgresPort(), postgres);
  }

  private void stop(String part, int port, @Nullable AutoCloseable server) {
    if (server == null) {
      return;
    }
    try {
      server.close();
    } catch (Exception e) {
      // The others must still be stopped; deploy/down ends what is left.
      board.report(part, "did not stop in order: " + e);
    }
    board.set(part, 0, port, "stopped");
  }

  private Path folder(String name) {
    return settings.dataFolder().resolve(name);
  }
}
