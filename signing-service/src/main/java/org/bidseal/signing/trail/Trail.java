package org.bidseal.signing.trail;

import static org.bidseal.database.Columns.nullable;
import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Writes and reads trails.
@Component
public final class Trail {
  private final DatabaseClient database;

  Trail(DatabaseClient database) {
    this.database = database;
  }

  /// Adds an entry, in the caller's transaction.
  public Mono<Void> add(UUID taskId, TrailEntry entry) {
    GenericExecuteSpec insert =
        database
            .sql(
                """
                insert into trail (task_id, at, action, platform_id, person_id, enterprise_id,
                  session_id, detail)
                values (:task, :at, :action, :platform, :person, :enterprise, :session, :detail)
                """)
            .bind("task", taskId)
            .bind("at", entry.at())
            .bind("action", entry.action().name());
    insert = nullable(insert, "platform", entry.platformId(), UUID.class);
    insert = nullable(insert, "person", entry.personId(), UUID.class);
    insert = nullable(insert, "enterprise", entry.enterpriseId(), UUID.class);
    insert = nullable(insert, "session", entry.sessionId(), UUID.class);
    insert = nullable(insert, "detail", entry.detail(), String.class);
    return insert.then();
  }

  /// A task's entries, oldest first.
  public Flux<TrailEntry> of(UUID taskId) {
    return database
        .sql("select * from trail where task_id = :task order by trail_id")
        .bind("task", taskId)
        .map(Trail::entry)
        .all();
  }

  private static TrailEntry entry(Readable row) {
    return new TrailEntry(
        required(row, "at", Instant.class),
        TrailEntry.Action.valueOf(required(row, "action", String.class)),
        row.get("platform_id", UUID.class),
        row.get("person_id", UUID.class),
        row.get("enterprise_id", UUID.class),
        row.get("session_id", UUID.class),
        row.get("detail", String.class));
  }
}
