package org.bidseal.signing.task;

import static org.bidseal.database.Columns.nullable;
import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.bidseal.signing.pdf.Placement;
import org.bidseal.signing.task.SigningTask.Completed;
import org.bidseal.signing.task.SigningTask.Expired;
import org.bidseal.signing.task.SigningTask.Pending;
import org.bidseal.signing.task.SigningTask.Prepared;
import org.bidseal.signing.task.SigningTask.Voided;
import org.bidseal.signing.task.TaskFacts.Revision;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.Platform;
import org.bidseal.websecurity.ServiceCaller;
import org.bidseal.websecurity.Staff;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Rows of tasks, signatories and placements.
@Component
final class TaskRepository {
  private static final String OF_PLATFORM = " and t.platform_id = :viewer";
  private static final String OF_PERSON =
      """
       and exists (select 1 from signatory s join member m on m.enterprise_id = s.enterprise_id
         where s.task_id = t.task_id and m.person_id = :viewer)
      """;

  private final DatabaseClient database;

  TaskRepository(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> insert(Pending task) {
    TaskFacts facts = task.facts();
    return database
        .sql(
            """
            insert into signing_task (task_id, platform_id, document_id, title, state, created_at,
              expires_at)
            values (:id, :platform, :document, :title, :state, :created, :expires)
            """)
        .bind("id", facts.taskId())
        .bind("platform", facts.platformId())
        .bind("document", facts.documentId())
        .bind("title", facts.title())
        .bind("state", task.state().name())
        .bind("created", facts.createdAt())
        .bind("expires", facts.expiresAt())
        .then()
        .thenMany(Flux.range(0, facts.signatories().size()))
        .concatMap(i -> insert(facts.taskId(), i, facts.signatories().get(i)))
        .then();
  }

  /// The task, if the caller may see it: a platform its own, a person those that an enterprise of
  /// his is asked to sign.
  Mono<SigningTask> find(UUID taskId, Caller caller) {
    return visible("select t.* from signing_task t where t.task_id = :id", "", caller)
        .map(spec -> spec.bind("id", taskId))
        .flatMap(spec -> spec.map(TaskRow::of).one())
        .flatMap(this::complete);
  }

  Flux<SigningTask> list(Caller caller, int limit) {
    return visible(
            "select t.* from signing_task t where true",
            " order by t.task_id desc limit :limit",
            caller)
        .map(spec -> spec.bind("limit", limit))
        .flatMapMany(spec -> spec.map(TaskRow::of).all())
        .collectList()
        .flatMapIterable(rows -> rows)
        .concatMap(this::complete);
  }

  /// The task, locked until the caller's transaction ends.
  Mono<SigningTask> lock(UUID taskId) {
    return database
        .sql("select * from signing_task where task_id = :id for update")
        .bind("id", taskId)
        .map(TaskRow::of)
        .one()
        .flatMap(this::complete);
  }

  /// Ids of pending tasks whose time is up.
  Flux<UUID> due(Instant now, int limit) {
    return database
        .sql(
            """
            select task_id from signing_task where state = 'PENDING' and expires_at <= :now
            order by expires_at limit :limit
            """)
        .bind("now", now)
        .bind("limit", limit)
        .map(row -> Objects.requireNonNull(row.get(0, UUID.class)))
        .all();
  }

  /// Writes a task that was locked.
  Mono<Void> save(SigningTask task) {
    Revision revision = task.facts().revision();
    GenericExecuteSpec update =
        database
            .sql(
                """
                update signing_task set state = :state, request_id = :request, file = :file,
                  sm3 = :sm3, void_reason = :reason, completed_at = :completed,
                  version = version + 1
                where task_id = :id
                """)
            .bind("id", task.facts().taskId())
            .bind("state", task.state().name());
    update = nullable(update, "file", revision == null ? null : revision.file(), String.class);
    update = nullable(update, "sm3", revision == null ? null : revision.sm3(), String.class);
    update =
        nullable(
            update,
            "request",
            task instanceof Prepared prepared ? prepared.requestId() : null,
            UUID.class);
    update =
        nullable(
            update, "reason", task instanceof Voided voided ? voided.reason() : null, String.class);
    update =
        nullable(
            update,
            "completed",
            task instanceof Completed completed ? completed.completedAt() : null,
            Instant.class);
    return update.then();
  }

  /// Marks what a request has signed.
  Mono<Void> markSigned(UUID taskId, UUID enterpriseId, SealType type, UUID requestId) {
    return database
        .sql(
            """
            update placement set signed_by = :request
            where task_id = :task and enterprise_id = :enterprise and seal_type = :type
              and signed_by is null
            """)
        .bind("request", requestId)
        .bind("task", taskId)
        .bind("enterprise", enterpriseId)
        .bind("type", type.name())
        .then();
  }

  private Mono<Void> insert(UUID taskId, int position, Signatory signatory) {
    return database
        .sql(
            "insert into signatory (task_id, position, enterprise_id)"
                + " values (:task, :position, :enterprise)")
        .bind("task", taskId)
        .bind("position", position)
        .bind("enterprise", signatory.enterpriseId())
        .then()
        .thenMany(Flux.fromIterable(signatory.seals()))
        .concatMap(seal -> insert(taskId, signatory.enterpriseId(), seal))
        .then();
  }

  private Mono<Void> insert(UUID taskId, UUID enterpriseId, PlannedSeal seal) {
    return database
        .sql(
            """
            insert into placement (task_id, enterprise_id, position, page, x_mm, y_mm, seal_type)
            values (:task, :enterprise, :position, :page, :x, :y, :type)
            """)
        .bind("task", taskId)
        .bind("enterprise", enterpriseId)
        .bind("position", seal.position())
        .bind("page", seal.placement().page())
        .bind("x", seal.placement().xMm())
        .bind("y", seal.placement().yMm())
        .bind("type", seal.sealType().name())
        .then();
  }

  private Mono<GenericExecuteSpec> visible(String select, String order, Caller caller) {
    return switch (caller) {
      case Platform platform ->
          Mono.just(
              database.sql(select + OF_PLATFORM + order).bind("viewer", platform.platformId()));
      case Person person ->
          Mono.just(database.sql(select + OF_PERSON + order).bind("viewer", person.personId()));
      case Staff _, ServiceCaller _ -> Mono.empty();
    };
  }

  private Mono<SigningTask> complete(TaskRow row) {
    return database
        .sql(
            """
            select p.*, s.position as signatory from placement p
              join signatory s using (task_id, enterprise_id)
             where p.task_id = :task order by s.position, p.position
            """)
        .bind("task", row.taskId())
        .map(SealRow::of)
        .all()
        .collectList()
        .map(seals -> row.toTask(seals));
  }

  private record SealRow(UUID enterpriseId, PlannedSeal seal) {
    static SealRow of(Readable row) {
      return new SealRow(
          required(row, "enterprise_id", UUID.class),
          new PlannedSeal(
              required(row, "position", Integer.class),
              new Placement(
                  required(row, "page", Integer.class),
                  required(row, "x_mm", Double.class),
                  required(row, "y_mm", Double.class)),
              SealType.valueOf(required(row, "seal_type", String.class)),
              row.get("signed_by", UUID.class)));
    }
  }

  private record TaskRow(
      UUID taskId,
      UUID platformId,
      UUID documentId,
      String title,
      SigningTask.State state,
      @Nullable UUID requestId,
      @Nullable Revision revision,
      @Nullable String voidReason,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant completedAt) {
    static TaskRow of(Readable row) {
      String file = row.get("file", String.class);
      return new TaskRow(
          required(row, "task_id", UUID.class),
          required(row, "platform_id", UUID.class),
          required(row, "document_id", UUID.class),
          required(row, "title", String.class),
          SigningTask.State.valueOf(required(row, "state", String.class)),
          row.get("request_id", UUID.class),
          file == null ? null : new Revision(file, required(row, "sm3", String.class)),
          row.get("void_reason", String.class),
          required(row, "created_at", Instant.class),
          required(row, "expires_at", Instant.class),
          row.get("completed_at", Instant.class));
    }

    SigningTask toTask(List<SealRow> seals) {
      Map<UUID, List<PlannedSeal>> byEnterprise = new LinkedHashMap<>();
      for (SealRow seal : seals) {
        byEnterprise.computeIfAbsent(seal.enterpriseId(), _ -> new ArrayList<>()).add(seal.seal());
      }
      TaskFacts facts =
          new TaskFacts(
              taskId,
              platformId,
              documentId,
              title,
              byEnterprise.entrySet().stream()
                  .map(entry -> new Signatory(entry.getKey(), entry.getValue()))
                  .toList(),
              revision,
              createdAt,
              expiresAt);
      return switch (state) {
        case PENDING -> new Pending(facts);
        case PREPARED -> new Prepared(facts, Objects.requireNonNull(requestId));
        case COMPLETED ->
            new Completed(
                facts, Objects.requireNonNull(revision), Objects.requireNonNull(completedAt));
        case VOIDED -> new Voided(facts, Objects.requireNonNull(voidReason));
        case EXPIRED -> new Expired(facts);
      };
    }
  }
}
