package org.bidseal.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.regex.Pattern;

/// A PostgreSQL server as a child process on the loopback address, its data kept between starts.
/// Roles log in by password (SCRAM-SHA-256), each service as the owner of its own database. A
/// server that outlived a killed parent is adopted by the next start on the same folder and port.
public final class EmbeddedPostgres implements AutoCloseable {
  private static final String SUPERUSER = "postgres";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
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

  /// One database and its owner.
  ///
  /// @param port of the server on 127.0.0.1
  /// @param name of the database
  /// @param role its owner, who logs in with `password`
  public record Database(int port, String name, String role, String password) {
    /// For Flyway and other JDBC users.
    public String jdbcUrl() {
      return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }

    /// For R2DBC.
    public String r2dbcUrl() {
      return "r2dbc:postgresql://127.0.0.1:" + port + "/" + name;
    }

    @Override
    public String toString() {
      return "Database[" + jdbcUrl() + ", role=" + role + "]";
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
      var builder =
          io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
              .setDataDirectory(settings.dataFolder().resolve("cluster"))
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
    try (Connection connection = superuser("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "alter role " + SUPERUSER + " password " + literal(settings.superuserPassword()));
      Files.writeString(rules, PASSWORDS_ONLY);
      statement.execute("select pg_reload_conf()");
    }
  }

  public int port() {
    return settings.port();
  }

  /// Creates the role and the database it owns where they are missing, and sets the role's
  /// password.
  ///
  /// @param name of both: lower-case letters, digits and `_`
  public Database database(String name, String password) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a database name: " + name);
    }
    try (Connection connection = superuser("postgres");
        Statement statement = connection.createStatement()) {
      boolean roleExists = exists(connection, "select 1 from pg_roles where rolname = ?", name);
      statement.execute(
          (roleExists ? "alter role " : "create role ")
              + name
              + " login password "
              + literal(password));
      if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
        statement.execute("create database " + name + " owner " + name);
        statement.execute("revoke connect on database " + name + " from public");
      }
      return new Database(settings.port(), name, name, password);
    } catch (SQLException e) {
      throw new EmbeddedServerException("Could not create the database " + name, e);
    }
  }

  /// Drops the databases (and their roles) whose names match, whoever is connected.
  public void dropDatabases(Pattern names) {
    try (Connection connection = superuser("postgres");
        Statement list = connection.createStatement();
        Statement drop = connection.createStatement();
        ResultSet found =
            list.executeQuery("select datname from pg_database where not datistemplate")) {
      while (found.next()) {
        String name = found.getString(1);
        if (names.matcher(name).matches() && NAME.matcher(name).matches()) {
          drop.execute("drop database " + name + " with (force)");
          drop.execute("drop role if exists " + name);
        }
      }
    } catch (SQLException e) {
      throw new EmbeddedServerException("Could not drop databases " + names, e);
    }
  }

  private Connection superuser(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + settings.port() + "/" + database,
        SUPERUSER,
        settings.superuserPassword());
  }

  private static boolean exists(Connection connection, String sql, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet found = statement.executeQuery()) {
        return found.next();
      }
    }
  }

  /// DDL takes no parameters; passwords here have no quotes, and doubling them is the rule anyway.
  private static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
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
