package org.bidseal.crypto.receipt;

import static org.bidseal.database.Columns.required;

import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The columns `signature`, `timestamp_token`, `attempts` and `next_attempt_at` of a table of
/// signed documents.
public final class TimestampColumns {
  private final DatabaseClient database;
  private final String claim;
  private final String add;

  /// @param table its name
  /// @param id its primary key's column, a UUID
  public TimestampColumns(DatabaseClient database, String table, String id) {
    this.database = database;
    // The claim moves the next attempt into the future, so that replicas do not ask at once, and a
    // crash between claim and answer only costs that pause. It doubles up to about five minutes.
    this.claim =
        """
        update %1$s
           set attempts = attempts + 1,
               next_attempt_at = clock_timestamp()
                   + least(300, power(2, least(attempts, 10))) * interval '1 second'
         where %2$s in (select %2$s from %1$s
                         where timestamp_token is null and next_attempt_at <= clock_timestamp()
                         order by next_attempt_at limit :most for update skip locked)
        returning %2$s as id, signature
        """
            .formatted(table, id);
    this.add =
        "update %1$s set timestamp_token = :token where %2$s = :id and timestamp_token is null"
            .formatted(table, id);
  }

  /// Takes up to `most` rows whose turn it is.
  public Flux<Timestamped.Untimed> claim(int most) {
    return database
        .sql(claim)
        .bind("most", most)
        .map(row ->
            new Timestamped.Untimed(
                required(row, "id", UUID.class),
                Octets.of(required(row, "signature", byte[].class))))
        .all();
  }

  /// Adds a token; false if there is one already, which stays.
  public Mono<Boolean> add(UUID id, Octets token) {
    return database
        .sql(add)
        .bind("token", token.bytes())
        .bind("id", id)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }
}
