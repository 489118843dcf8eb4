package org.bidseal.signing.trail;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One line of a task's trail.
///
/// @param sessionId the QR session it happened in
/// @param detail what a reader should know besides, in words of the API
public record TrailEntry(
    Instant at,
    Action action,
    @Nullable UUID platformId,
    @Nullable UUID personId,
    @Nullable UUID enterpriseId,
    @Nullable UUID sessionId,
    @Nullable String detail) {

  /// What happened.
  public enum Action {
    TASK_CREATED,
    SESSION_OPENED,
    SIGNING_STARTED,
    DOCUMENT_SIGNED,
    SIGNING_FAILED,
    TASK_COMPLETED,
    TASK_VOIDED,
    TASK_EXPIRED
  }

  /// Something that a platform did.
  public static TrailEntry ofPlatform(
      Instant at,
      Action action,
      UUID platformId,
      @Nullable UUID sessionId,
      @Nullable String detail) {
    return new TrailEntry(at, action, platformId, null, null, sessionId, detail);
  }

  /// Something that a person did for an enterprise.
  public static TrailEntry ofPerson(
      Instant at,
      Action action,
      UUID personId,
      UUID enterpriseId,
      UUID sessionId,
      @Nullable String detail) {
    return new TrailEntry(at, action, null, personId, enterpriseId, sessionId, detail);
  }

  /// Something that time did.
  public static TrailEntry ofItself(Instant at, Action action) {
    return new TrailEntry(at, action, null, null, null, null, null);
  }
}
