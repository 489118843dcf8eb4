package org.bidseal.crypto.testkit;

import java.util.Map;
import org.bidseal.embedded.Database;

/// Settings of a [CryptoProcess] that does not use the test's own database.
public final class OwnDatabase {
  private OwnDatabase() {}

  public static Map<String, String> settings(Database own) {
    return Map.of(
        "spring.r2dbc.url", own.r2dbcUrl(),
        "spring.r2dbc.username", own.role(),
        "spring.r2dbc.password", own.password(),
        "spring.datasource.url", own.jdbcUrl(),
        "spring.datasource.username", own.role(),
        "spring.datasource.password", own.password());
  }
}
