package org.bidseal.seals.use;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/// The rows of uses.
@Repository
class UseRepository {
  private final DatabaseClient database;

  UseRepository(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> insert(SealUse.UseCard card) {
    return database
        .sql(
            """
            insert into seal_use (use_id, seal_id, task_id, session_id, person_id, state, reserved_at)
            values (:id, :seal, :task, :session, :person, 'RESERVED', :at)
            """)
        .bind("id", card.useId())
        .bind("seal", card.sealId())
        .bind("task", card.taskId())
        .bind("session", card.sessionId())
        .bind("person", card.personId())
        .bind("at", card.reservedAt())
        .then();
  }

  Mono<SealUse> findForUpdate(UUID useId) {
    return database
        .sql("select * from seal_use where use_id = :id for update")
        .bind("id", useId)
        .map(UseRepository::use)
        .one();
  }

  Mono<Void> decided(SealUse use, Instant at) {
    return database
        .sql("update seal_use set state = :state, decided_at = :at where use_id = :id")
        .bind("state", use.state().name())
        .bind("at", at)
        .bind("id", use.card().useId())
        .then();
  }

  /// Gives back reservations older than `before`, and says how many.
  Mono<Long> releaseOlderThan(Instant before, Instant now) {
    return database
        .sql(
            """
            update seal_use set state = 'RELEASED', decided_at = :now
            where state = 'RESERVED' and reserved_at < :before
            """)
        .bind("before", before)
        .bind("now", now)
        .fetch()
        .rowsUpdated();
  }

  private static SealUse use(Readable row) {
    SealUse.UseCard card =
        new SealUse.UseCard(
            required(row, "use_id", UUID.class),
            required(row, "seal_id", UUID.class),
            required(row, "task_id", UUID.class),
            required(row, "session_id", UUID.class),
            required(row, "person_id", UUID.class),
            required(row, "reserved_at", Instant.class));
    return switch (SealUse.State.valueOf(required(row, "state", String.class))) {
      case RESERVED -> new SealUse.Reserved(card);
      case CONFIRMED -> new SealUse.Confirmed(card);
      case RELEASED -> new SealUse.Released(card);
    };
  }
}
