package org.bidseal.signing.request;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.outbox.Outbox;
import org.bidseal.sessionframes.SessionFrames;
import org.bidseal.signing.request.SigningRequest.Preparation;
import org.bidseal.signing.request.SigningRequest.RequestFacts;
import org.bidseal.signing.task.SigningTask;
import org.bidseal.signing.task.TaskFacts.Revision;
import org.bidseal.signing.trail.Trail;
import org.bidseal.signing.trail.TrailEntry;
import org.bidseal.signing.trail.TrailEntry.Action;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Tells of a signing request, all in the caller's transaction: to the trail, to other services,
/// and to those who follow the session.
@Component
final class SigningEvents {
  private static final String STARTED = "org.bidseal.signing.signing-started.v1";
  private static final String SIGNED = "org.bidseal.signing.document-signed.v1";
  private static final String FAILED = "org.bidseal.signing.signing-failed.v1";

  private final Trail trail;
  private final Outbox outbox;
  private final SessionFrames frames;

  SigningEvents(Trail trail, Outbox outbox, SessionFrames frames) {
    this.trail = trail;
    this.outbox = outbox;
    this.frames = frames;
  }

  /// Event data.
  record SigningStarted(UUID taskId, UUID sessionId) {}

  record DocumentSigned(
      UUID taskId,
      UUID sessionId,
      UUID platformId,
      UUID enterpriseId,
      UUID documentId,
      String sm3) {}

  record SigningFailed(UUID taskId, UUID sessionId, String reason) {}

  /// Data of the frame `prepared`.
  private record PreparedFrame(UUID taskId, UUID signingRequestId, String e, Instant expiresAt) {}

  /// Data of the frame `signed`.
  private record SignedFrame(UUID taskId, SigningTask.State taskState, String sm3) {}

  /// Data of the frame `failed`.
  private record FailedFrame(UUID taskId, String reason) {}

  Mono<Void> prepared(RequestFacts facts, Preparation preparation, Instant now) {
    return trail
        .add(facts.taskId(), entry(facts, now, Action.SIGNING_STARTED, null))
        .then(
            outbox.add(
                STARTED, facts.taskId(), new SigningStarted(facts.taskId(), facts.sessionId())))
        .then(
            frames.append(
                facts.sessionId(),
                "prepared",
                new PreparedFrame(
                    facts.taskId(), facts.requestId(), preparation.e().hex(), facts.expiresAt())))
        .then();
  }

  Mono<Void> signed(RequestFacts facts, SigningTask task, Revision revision, Instant now) {
    Mono<Void> completed =
        task instanceof SigningTask.Completed
            ? trail.add(facts.taskId(), TrailEntry.ofItself(now, Action.TASK_COMPLETED))
            : Mono.empty();
    return trail
        .add(facts.taskId(), entry(facts, now, Action.DOCUMENT_SIGNED, revision.sm3()))
        .then(completed)
        .then(
            outbox.add(
                SIGNED,
                facts.taskId(),
                new DocumentSigned(
                    facts.taskId(),
                    facts.sessionId(),
                    task.facts().platformId(),
                    facts.enterpriseId(),
                    task.facts().documentId(),
                    revision.sm3())))
        .then(
            frames.append(
                facts.sessionId(),
                "signed",
                new SignedFrame(facts.taskId(), task.state(), revision.sm3())))
        .then();
  }

  /// @param ended whether the session ends with it; not when another attempt of the same session
  ///   takes over
  Mono<Void> failed(RequestFacts facts, String reason, boolean ended, Instant now) {
    Mono<Void> noted = trail.add(facts.taskId(), entry(facts, now, Action.SIGNING_FAILED, reason));
    return ended
        ? noted
            .then(
                outbox.add(
                    FAILED,
                    facts.taskId(),
                    new SigningFailed(facts.taskId(), facts.sessionId(), reason)))
            .then(
                frames.append(facts.sessionId(), "failed", new FailedFrame(facts.taskId(), reason)))
            .then()
        : noted;
  }

  private static TrailEntry entry(
      RequestFacts facts, Instant now, Action action, @Nullable String detail) {
    return TrailEntry.ofPerson(
        now, action, facts.personId(), facts.enterpriseId(), facts.sessionId(), detail);
  }
}
