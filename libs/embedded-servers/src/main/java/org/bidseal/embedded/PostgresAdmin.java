package org.bidseal.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Creates and drops databases as the superuser of a server on the loopback address.
///
/// @param port of the server
/// @param superuserPassword of role `postgres`
public record PostgresAdmin(int port, String superuserPassword) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /// Creates the role and the database it owns where they are missing, and sets the role's
  /// password.
  ///
  /// @param name of both: lower-case letters, digits and `_`
  public Database database(String name, String password) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a database name: " + name);
    }
    try (Connection connection = connect();
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
      return new Database(port, name, name, password);
    } catch (SQLException e) {
      throw new EmbeddedServerException("Could not create the database " + name, e);
    }
  }

  /// Copies a database, with all that is committed, to which nobody is connected.
  ///
  /// @param backup name of the copy, which the same role owns
  public void backUp(Database live, String backup) {
    execute("create database %s template %s owner %s", backup, live.name(), live.role());
  }

  /// Puts a copy made by [#backUp] in the place of its original, whoever is connected to that.
  public void restore(Database live, String backup) {
    execute("drop database %s with (force)", live.name());
    execute("alter database %s rename to %s", backup, live.name());
  }

  private void execute(String sql, String... names) {
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("Not a name: " + name);
      }
    }
    String text = sql.formatted((Object[]) names);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    } catch (SQLException e) {
      throw new EmbeddedServerException("Could not " + text, e);
    }
  }

  /// Drops the databases (and their roles) whose names match, whoever is connected.
  public void dropDatabases(Pattern names) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String name : databases(statement)) {
        if (NAME.matcher(name).matches() && names.matcher(name).matches()) {
          statement.execute("drop database " + name + " with (force)");
          statement.execute("drop role if exists " + name);
        }
      }
    } catch (SQLException e) {
      throw new EmbeddedServerException("Could not drop databases " + names, e);
    }
  }

  private static List<String> databases(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet found =
        statement.executeQuery("select datname from pg_database where not datistemplate")) {
      while (found.next()) {
        names.add(found.getString(1));
      }
    }
    return names;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", superuserPassword);
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

  /// DDL takes no parameters; the passwords made here hold no quote, and doubling them is the rule
  /// anyway.
  static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  @Override
  public String toString() {
    return "PostgresAdmin[port=" + port + "]";
  }
}
