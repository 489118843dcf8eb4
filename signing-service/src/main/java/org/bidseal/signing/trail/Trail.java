package org.bidseal.signing.trail;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
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
    return bind(
            bind(
                bind(
                    bind(
                        bind(
                            database
                                .sql(
                                    """
                                    insert into trail (task_id, at, action, platform_id,
                                      person_id, enterprise_id, session_id, detail)
                                    values (:task, :at, :action, :platform, :person,
                                      :enterprise, :session, :detail)
                                    """)
                                .bind("task", taskId)
                                .bind("at", entry.at())
                                .bind("action", entry.action().name()),
                            "platform",
                            entry.platformId(),
                            UUID.class),
                        "person",
                        entry.personId(),
                        UUID.class),
                    "enterprise",
                    entry.enterpriseId(),
                    UUID.class),
                "session",
                entry.sessionId(),
                UUID.class),
            "detail",
            entry.detail(),
            String.class)
        .then();
  }

  /// A task's entries, oldest first.
  public Flux<TrailEntry> of(UUID taskId) {
    return database
        .sql("select * from trail where task_id = :task order by trail_id")
        .bind("task", taskId)
        .map(Trail::entry)
        .all();
  }

  private static <T> DatabaseClient.GenericExecuteSpec bind(
      DatabaseClient.GenericExecuteSpec spec, String name, @Nullable T value, Class<T> type) {
    return value == null ? spec.bindNull(name, type) : spec.bind(name, value);
  }

  private static TrailEntry entry(Readable row) {
    return new TrailEntry(
        Objects.requireNonNull(row.get("at", Instant.class)),
        TrailEntry.Action.valueOf(Objects.requireNonNull(row.get("action", String.class))),
        row.get("platform_id", UUID.class),
        row.get("person_id", UUID.class),
        row.get("enterprise_id", UUID.class),
        row.get("session_id", UUID.class),
        row.get("detail", String.class));
  }
}
