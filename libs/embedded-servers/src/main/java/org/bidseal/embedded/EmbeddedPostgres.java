package org.bidseal.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.bidseal.embedded.process.Postmaster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL server as a child process on the loopback address, its data kept between starts.
/// Roles log in by password (SCRAM-SHA-256), each service as the owner of its own database. A
/// server that outlived a killed parent is ended by the next start on the same folder.
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String PASSWORDS_ONLY =
      """
      # Written by bidseal: passwords for everyone, the superuser too.
      local all all              scram-sha-256
      host  all all 127.0.0.1/32 scram-sha-256
      host  all all ::1/128      scram-sha-256
      """;

  /// What one server needs to know.
  ///
  /// @param dataFolder holds everything, created if missing
  /// @param port of the loopback address
  /// @param superuserPassword of role `postgres`, always the same for one folder
  /// @param durable `true`: a commit survives a power cut (`fsync`); `false`: only a crash of the
  ///   server's clients, enough for tests and several times faster at creating databases
  public record Settings(Path dataFolder, int port, String superuserPassword, boolean durable) {
    @Override
    public String toString() {
      return "Settings[" + dataFolder + ", port=" + port + ", durable=" + durable + "]";
    }
  }

  private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
  private final Settings settings;

  private EmbeddedPostgres(
      io.zonky.test.db.postgres.embedded.EmbeddedPostgres server, Settings settings) {
    this.server = server;
    this.settings = settings;
  }

  /// Starts the server and waits until it answers.
  ///
  /// @throws EmbeddedServerException if it does not
  public static EmbeddedPostgres start(Settings settings) {
    String durability = settings.durable() ? "on" : "off";
    try {
      Files.createDirectories(settings.dataFolder());
      Path cluster = settings.dataFolder().toAbsolutePath().resolve("cluster");
      new Postmaster(cluster)
          .endOrphan()
          .ifPresent(
              process -> LOG.info("Ended the server of an earlier run, process {}", process.pid()));
      var builder =
          io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
              .setDataDirectory(cluster)
              .setOverrideWorkingDirectory(settings.dataFolder().resolve("binaries").toFile())
              .setCleanDataDirectory(false)
              .setPort(settings.port())
              .setPGStartupWait(Duration.ofSeconds(60))
              .setServerConfig("fsync", durability)
              .setServerConfig("full_page_writes", durability)
              .setServerConfig("synchronous_commit", durability)
              .setServerConfig("max_connections", "300")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("password_encryption", "scram-sha-256")
              .setConnectConfig("password", settings.superuserPassword());
      EmbeddedPostgres postgres = new EmbeddedPostgres(builder.start(), settings);
      postgres.requirePasswords();
      return postgres;
    } catch (IOException | SQLException | IllegalStateException e) {
      throw new EmbeddedServerException(
          "PostgreSQL did not start in "
              + settings.dataFolder()
              + " on port "
              + settings.port()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /// initdb leaves "trust": every local user may be every role. Set once, before any service
  /// database exists.
  private void requirePasswords() throws IOException, SQLException {
    Path rules = settings.dataFolder().resolve("cluster").resolve("pg_hba.conf");
    if (Files.readString(rules).equals(PASSWORDS_ONLY)) {
      return;
    }
    try (Connection connection = admin().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "alter role postgres password " + PostgresAdmin.literal(settings.superuserPassword()));
      Files.writeString(rules, PASSWORDS_ONLY);
      statement.execute("select pg_reload_conf()");
    }
  }

  public int port() {
    return settings.port();
  }

  /// For creating and dropping databases.
  public PostgresAdmin admin() {
    return new PostgresAdmin(settings.port(), settings.superuserPassword());
  }

  /// Stops the server (fast shutdown: open transactions roll back).
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
