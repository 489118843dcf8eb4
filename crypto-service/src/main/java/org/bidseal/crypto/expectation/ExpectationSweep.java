package org.bidseal.crypto.expectation;

import java.time.Duration;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Deletes expectations that ended thirty days ago, every hour.
@Component
@InRole(Role.KEY)
class ExpectationSweep implements Sweep {
  private static final String DELETE =
      """
      delete from signing_expectation where expires_at < clock_timestamp() - interval '30 days'
      """;

  private final DatabaseClient database;

  ExpectationSweep(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "expired-expectations";
  }

  @Override
  public Duration interval() {
    return Duration.ofHours(1);
  }

  /// Deletes all that is too old now.
  ///
  /// @return how many there were
  @Override
  public Mono<Long> sweep() {
    return database.sql(DELETE).fetch().rowsUpdated();
  }
}
