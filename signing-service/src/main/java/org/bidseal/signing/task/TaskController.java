package org.bidseal.signing.task;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.problem.ProblemException;
import org.bidseal.signing.SigningProblem;
import org.bidseal.signing.store.FileStore;
import org.bidseal.signing.trail.Trail;
import org.bidseal.signing.trail.TrailEntry;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Platform;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Signing tasks.
@RestController
@RequestMapping("/api/signing/v1/tasks")
final class TaskController {
  private final Tasks tasks;
  private final Trail trail;
  private final FileStore files;
  private final IdempotentWrites writes;

  TaskController(Tasks tasks, Trail trail, FileStore files, IdempotentWrites writes) {
    this.tasks = tasks;
    this.trail = trail;
    this.files = files;
    this.writes = writes;
  }

  /// Why a task is taken back.
  record Voiding(@NotBlank @Size(max = 200) String reason) {}

  @Operation(summary = "Create a signing task for an uploaded document")
  @PostMapping
  Mono<ResponseEntity<TaskView>> create(
      IdempotencyKey key, Platform platform, @Valid @RequestBody NewTask task) {
    return tasks
        .admit(platform, task)
        .flatMap(_ ->
            writes.once(
                key,
                task,
                TaskView.class,
                HttpStatus.CREATED,
                tasks.create(platform, task).map(TaskView::of)));
  }

  @Operation(summary = "The newest 200 tasks that you may see")
  @GetMapping
  Flux<TaskView> list(Caller caller) {
    return tasks.list(caller).map(TaskView::of);
  }

  @Operation(summary = "A task")
  @GetMapping("/{taskId}")
  Mono<TaskView> get(@PathVariable UUID taskId, Caller caller) {
    return tasks.get(taskId, caller).map(TaskView::of);
  }

  @Operation(summary = "Take back a task that nobody is signing at the moment")
  @PostMapping("/{taskId}/voiding")
  Mono<ResponseEntity<TaskView>> voidTask(
      IdempotencyKey key,
      Platform platform,
      @PathVariable UUID taskId,
      @Valid @RequestBody Voiding voiding) {
    return writes.once(
        key,
        voiding,
        TaskView.class,
        tasks.voidTask(platform, taskId, voiding.reason()).map(TaskView::of));
  }

  @Operation(summary = "The document with all signatures, once the task is COMPLETED")
  @GetMapping(path = "/{taskId}/signed-document", produces = MediaType.APPLICATION_PDF_VALUE)
  Mono<ResponseEntity<Flux<DataBuffer>>> signedDocument(@PathVariable UUID taskId, Caller caller) {
    return tasks.get(taskId, caller).map(this::download);
  }

  @Operation(summary = "The signing trail, oldest first")
  @GetMapping("/{taskId}/trail")
  Flux<TrailEntry> trail(@PathVariable UUID taskId, Caller caller) {
    return tasks.get(taskId, caller).flatMapMany(_ -> trail.of(taskId));
  }

  private ResponseEntity<Flux<DataBuffer>> download(SigningTask task) {
    if (!(task instanceof SigningTask.Completed completed)) {
      throw new ProblemException(
              SigningProblem.TASK_NOT_COMPLETED, "The task is " + task.state() + ".")
          .with("state", task.state());
    }
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(task.facts().taskId() + ".pdf")
                .build()
                .toString())
        .body(files.read(completed.revision().file()));
  }
}
