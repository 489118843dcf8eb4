package org.bidseal.crypto.restored;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Looks at the mark when a process starts, after the migrations and before any request is let in.
@Component
@InRole(Role.KEY)
class RestoreCheck implements Callback {
  private static final Logger LOG = LoggerFactory.getLogger(RestoreCheck.class);

  private final Witness witness;

  RestoreCheck(Witness witness) {
    this.witness = witness;
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.AFTER_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    Connection connection = context.getConnection();
    try {
      suspend(connection, witness.read(lineage(connection)));
    } catch (SQLException e) {
      throw new FlywayException("Whether the database was restored cannot be told", e);
    }
  }

  private static UUID lineage(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(Suspension.LINEAGE)) {
      found.next();
      return found.getObject(1, UUID.class);
    }
  }

  private static void suspend(Connection connection, long seen) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(Suspension.SUSPEND.replace(":seen", "?"))) {
      statement.setLong(1, seen);
      statement.setLong(2, seen);
      try (ResultSet done = statement.executeQuery()) {
        done.next();
        if (done.getLong("gone_back") > 0) {
          LOG.error(Suspension.LOG, seen, done.getLong("holdings"));
        }
      }
    }
  }

  @Override
  public String getCallbackName() {
    return "restore-check";
  }
}
