package org.bidseal.embedded;

/// One PostgreSQL database and its owner.
///
/// @param port of the server on 127.0.0.1
/// @param name of the database
/// @param role its owner, who logs in with `password`
/// @param password of the role
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
