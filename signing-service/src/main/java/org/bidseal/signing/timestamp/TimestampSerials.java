package org.bidseal.signing.timestamp;

import java.math.BigInteger;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Serial numbers of tokens: none is used twice, by whatever replica (RFC 3161 §2.4.2).
@Component
final class TimestampSerials {
  private final DatabaseClient database;

  TimestampSerials(DatabaseClient database) {
    this.database = database;
  }

  /// A number that was never used.
  Mono<BigInteger> next() {
    return database
        .sql("select nextval('timestamp_serial')")
        .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
        .one()
        .map(BigInteger::valueOf);
  }
}
