package org.bidseal.database;

import java.time.Instant;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// The one clock that all replicas share. What must be ordered or compared between replicas
/// (opening times, expiry, leases) is decided by it, not by the clock of the machine that happens
/// to serve.
public final class DatabaseClock {
  private final DatabaseClient client;

  DatabaseClock(DatabaseClient client) {
    this.client = client;
  }

  /// The database's time now, which moves on within a transaction (`clock_timestamp()`), in
  /// microseconds.
  public Mono<Instant> now() {
    return client
        .sql("select clock_timestamp()")
        .map(row -> Objects.requireNonNull(row.get(0, Instant.class)))
        .one();
  }
}
