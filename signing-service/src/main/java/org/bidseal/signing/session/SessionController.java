package org.bidseal.signing.session;

import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.bidseal.database.DatabaseClock;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.signing.document.Documents;
import org.bidseal.signing.task.SigningTask;
import org.bidseal.signing.task.Tasks;
import org.bidseal.signing.trail.Trail;
import org.bidseal.signing.trail.TrailEntry;
import org.bidseal.signing.trail.TrailEntry.Action;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.websecurity.Platform;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// QR sessions of signing tasks.
@RestController
@RequestMapping("/api/signing/v1/tasks/{taskId}/qr-sessions")
final class SessionController {
  private final Tasks tasks;
  private final Documents documents;
  private final QrSessions sessions;
  private final Trail trail;
  private final DatabaseClock clock;
  private final IdempotentWrites writes;

  SessionController(
      Tasks tasks,
      Documents documents,
      QrSessions sessions,
      Trail trail,
      DatabaseClock clock,
      IdempotentWrites writes) {
    this.tasks = tasks;
    this.documents = documents;
    this.sessions = sessions;
    this.trail = trail;
    this.clock = clock;
    this.writes = writes;
  }

  /// Whose turn it is.
  ///
  /// @param enterpriseId a signatory; the first with something left to sign if absent
  record NewSession(@Nullable UUID enterpriseId) {}

  @Operation(
      summary = "Open a QR session in which a signatory signs",
      description = "Answers the session of qr-session-service: sessionId, state, expiresAt, …")
  @PostMapping
  Mono<ResponseEntity<JsonNode>> open(
      IdempotencyKey key,
      Platform platform,
      @PathVariable UUID taskId,
      @RequestBody(required = false) @Nullable NewSession body) {
    return tasks.get(taskId, platform).flatMap(task -> open(key, platform, task, body));
  }

  private Mono<ResponseEntity<JsonNode>> open(
      IdempotencyKey key, Platform platform, SigningTask task, @Nullable NewSession body) {
    if (!(task instanceof SigningTask.Pending || task instanceof SigningTask.Prepared)) {
      return Mono.error(Tasks.over(task));
    }
    UUID enterpriseId = QrSessions.turn(task, body == null ? null : body.enterpriseId());
    return documents
        .get(task.facts().documentId())
        .flatMap(document -> sessions.open(upstreamKey(key), task, enterpriseId, document))
        .flatMap(session ->
            writes.once(
                key,
                body,
                JsonNode.class,
                HttpStatus.CREATED,
                noted(platform, task, enterpriseId, session).thenReturn(session)));
  }

  private Mono<Void> noted(
      Platform platform, SigningTask task, UUID enterpriseId, JsonNode session) {
    UUID sessionId = UUID.fromString(session.path("sessionId").asString());
    return clock
        .now()
        .flatMap(now ->
            sessions
                .opened(sessionId, task, enterpriseId)
                .then(
                    trail.add(
                        task.facts().taskId(),
                        TrailEntry.ofPlatform(
                            now, Action.SESSION_OPENED, platform.platformId(), sessionId, null))));
  }

  /// The same for a repetition, another for another caller.
  private static String upstreamKey(IdempotencyKey key) {
    String text = key.caller() + "\n" + key.key() + "\n" + key.request();
    return Sm3Hash.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
