package org.bidseal.signing.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bidseal.database.DatabaseClock;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.FieldProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.signing.SigningProblem;
import org.bidseal.signing.document.Document;
import org.bidseal.signing.document.Documents;
import org.bidseal.signing.pdf.PdfFile;
import org.bidseal.signing.store.FileStore;
import org.bidseal.signing.task.NewTask.NewSignatory;
import org.bidseal.signing.task.SigningTask.Completed;
import org.bidseal.signing.task.SigningTask.Expired;
import org.bidseal.signing.task.SigningTask.Pending;
import org.bidseal.signing.task.SigningTask.Prepared;
import org.bidseal.signing.task.SigningTask.Voided;
import org.bidseal.signing.trail.Trail;
import org.bidseal.signing.trail.TrailEntry;
import org.bidseal.signing.trail.TrailEntry.Action;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Platform;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Creates tasks, finds them, ends them.
@Component
public final class Tasks {
  private static final String CREATED = "org.bidseal.signing.task-created.v1";
  private static final Duration LIFE = Duration.ofDays(30);
  private static final Duration LONGEST_LIFE = Duration.ofDays(366);
  private static final double SMALLEST_SEAL_MM = 10;
  private static final int LISTED = 200;

  private final TaskRepository tasks;
  private final Documents documents;
  private final FileStore files;
  private final CryptoScheduler cpu;
  private final Trail trail;
  private final Outbox outbox;
  private final DatabaseClock clock;
  private final Ids ids;

  Tasks(
      TaskRepository tasks,
      Documents documents,
      FileStore files,
      CryptoScheduler cpu,
      Trail trail,
      Outbox outbox,
      DatabaseClock clock,
      Ids ids) {
    this.tasks = tasks;
    this.documents = documents;
    this.files = files;
    this.cpu = cpu;
    this.trail = trail;
    this.outbox = outbox;
    this.clock = clock;
    this.ids = ids;
  }

  /// Event data.
  record TaskCreated(UUID taskId, UUID platformId, UUID documentId) {}

  /// Checks a new task against its document, outside of any transaction: the seals' true sizes are
  /// known only when they are set, so here a small one must fit.
  Mono<Document> admit(Platform platform, NewTask task) {
    if (task.enterprises() != task.signatories().size()) {
      return Mono.error(invalid("signatories", "an enterprise appears once", "同一企业只能出现一次"));
    }
    return documents
        .get(task.documentId(), platform)
        .flatMap(document -> checkPlacements(document, task).thenReturn(document));
  }

  /// Creates an admitted task, in the caller's transaction.
  Mono<SigningTask> create(Platform platform, NewTask task) {
    return clock
        .now()
        .map(now -> pending(platform, task, now))
        .flatMap(pending ->
            tasks
                .insert(pending)
                .then(
                    trail.add(
                        pending.facts().taskId(),
                        TrailEntry.ofPlatform(
                            pending.facts().createdAt(),
                            Action.TASK_CREATED,
                            platform.platformId(),
                            null,
                            pending.facts().title())))
                .then(outbox.add(CREATED, pending.facts().taskId(), created(pending.facts())))
                .thenReturn(pending));
  }

  /// The platform takes an open task back, in the caller's transaction.
  Mono<SigningTask> voidTask(Platform platform, UUID taskId, String reason) {
    return get(taskId, platform)
        .then(lock(taskId))
        .flatMap(task ->
            switch (task) {
              case Pending pending -> end(pending.voided(reason), platform.platformId());
              case Prepared _ -> Mono.error(busy());
              case Completed _, Voided _, Expired _ -> Mono.error(over(task));
            });
  }

  /// Ends the pending tasks whose time is up, in the caller's transaction each.
  Flux<UUID> due(Instant now) {
    return tasks.due(now, LISTED);
  }

  /// Ends a task whose time is up, in the caller's transaction; one that changed meanwhile is left
  /// alone.
  Mono<Void> expire(UUID taskId) {
    return lock(taskId)
        .zipWith(clock.now())
        .flatMap(both ->
            both.getT1() instanceof Pending pending
                    && !both.getT2().isBefore(pending.facts().expiresAt())
                ? tasks
                    .save(pending.expire(both.getT2()))
                    .then(trail.add(taskId, TrailEntry.ofItself(both.getT2(), Action.TASK_EXPIRED)))
                : Mono.empty());
  }

  /// The task, or NOT_FOUND if the caller may not see it.
  public Mono<SigningTask> get(UUID taskId, Caller caller) {
    return tasks.find(taskId, caller).switchIfEmpty(Mono.error(Tasks::notFound));
  }

  /// The newest tasks that the caller may see.
  Flux<SigningTask> list(Caller caller) {
    return tasks.list(caller, LISTED);
  }

  /// The task, locked until the caller's transaction ends.
  public Mono<SigningTask> lock(UUID taskId) {
    return tasks.lock(taskId).switchIfEmpty(Mono.error(Tasks::notFound));
  }

  /// Writes the next state of a locked task.
  public Mono<Void> save(SigningTask task) {
    return tasks.save(task);
  }

  /// Writes the next state of a locked task, and which seals were set.
  public Mono<Void> saveSigned(SigningTask task, UUID enterpriseId, SealType type, UUID requestId) {
    return tasks
        .save(task)
        .then(tasks.markSigned(task.facts().taskId(), enterpriseId, type, requestId));
  }

  /// What to say when a task is over.
  public static ProblemException over(SigningTask task) {
    return new ProblemException(SigningProblem.TASK_NOT_OPEN, "The task is " + task.state() + ".")
        .with("state", task.state());
  }

  /// What to say when another signing request holds a task.
  public static ProblemException busy() {
    return new ProblemException(
            SigningProblem.SIGNING_IN_PROGRESS, "Another signing request holds the task.")
        .retryAfter(Duration.ofSeconds(10));
  }

  private Mono<Boolean> checkPlacements(Document document, NewTask task) {
    return cpu.run(() -> {
      PdfFile.checkPlacements(files.path(document.file()), task.placements(), SMALLEST_SEAL_MM);
      return true;
    });
  }

  private Mono<SigningTask> end(Voided task, UUID platformId) {
    return clock
        .now()
        .flatMap(now ->
            tasks
                .save(task)
                .then(
                    trail.add(
                        task.facts().taskId(),
                        TrailEntry.ofPlatform(
                            now, Action.TASK_VOIDED, platformId, null, task.reason()))))
        .thenReturn(task);
  }

  private Pending pending(Platform platform, NewTask task, Instant now) {
    Instant expiresAt = task.expiresAt() == null ? now.plus(LIFE) : task.expiresAt();
    if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST_LIFE))) {
      throw invalid("expiresAt", "must lie within a year from now", "必须在一年之内");
    }
    return new Pending(
        new TaskFacts(
            ids.next(),
            platform.platformId(),
            task.documentId(),
            task.title(),
            task.signatories().stream().map(Tasks::signatory).toList(),
            null,
            now,
            expiresAt));
  }

  private static Signatory signatory(NewSignatory signatory) {
    List<PlannedSeal> seals =
        IntStream.range(0, signatory.placements().size())
            .mapToObj(i ->
                new PlannedSeal(
                    i,
                    signatory.placements().get(i).toPlacement(),
                    signatory.placements().get(i).sealType(),
                    null))
            .toList();
    return new Signatory(signatory.enterpriseId(), seals);
  }

  private static TaskCreated created(TaskFacts facts) {
    return new TaskCreated(facts.taskId(), facts.platformId(), facts.documentId());
  }

  private static ProblemException invalid(String field, String english, String chinese) {
    return new ProblemException(CommonProblem.VALIDATION_FAILED, field + ": " + english + ".")
        .withError(new FieldProblem(field, english, chinese));
  }

  private static ProblemException notFound() {
    return new ProblemException(CommonProblem.NOT_FOUND, "There is no such task.");
  }
}
