package org.bidseal.signing.task;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.signing.task.TaskFacts.Revision;

/// A signing task. A type per state, so that an illegal step does not compile.
///
/// | from | step | to |
/// |---|---|---|
/// | PENDING | prepare: a signatory starts to sign, and holds the task | PREPARED |
/// | PENDING | void: the platform takes it back | VOIDED |
/// | PENDING | expire | EXPIRED |
/// | PREPARED | signed, somebody is still to sign | PENDING |
/// | PREPARED | signed, everybody has | COMPLETED |
/// | PREPARED | abandon: the signature failed, or did not come in time | PENDING |
/// | COMPLETED, VOIDED, EXPIRED | | final |
///
/// One signatory at a time: each signs the revision that the one before left.
public sealed interface SigningTask {
  /// What every state knows.
  TaskFacts facts();

  /// Waits for a signatory.
  record Pending(TaskFacts facts) implements SigningTask {
    /// A signing request takes the task.
    public Prepared prepare(UUID requestId) {
      return new Prepared(facts, requestId);
    }

    /// The platform takes the task back.
    public Voided voided(String reason) {
      return new Voided(facts, reason);
    }

    /// Time is up.
    ///
    /// @throws IllegalArgumentException if it is not
    public Expired expire(Instant now) {
      if (now.isBefore(facts.expiresAt())) {
        throw new IllegalArgumentException("the task's time is not up");
      }
      return new Expired(facts);
    }
  }

  /// A signing request holds the task.
  record Prepared(TaskFacts facts, UUID requestId) implements SigningTask {
    /// The signature is in the document.
    ///
    /// @return [Completed] if nobody is left to sign, else [Pending]
    public SigningTask signed(UUID enterpriseId, SealType type, Revision newest, Instant now) {
      TaskFacts next = facts.signed(enterpriseId, type, requestId, newest);
      return next.done() ? new Completed(next, newest, now) : new Pending(next);
    }

    /// The request failed.
    public Pending abandon() {
      return new Pending(facts);
    }
  }

  /// Everybody has signed.
  record Completed(TaskFacts facts, Revision revision, Instant completedAt)
      implements SigningTask {}

  /// Taken back by the platform.
  record Voided(TaskFacts facts, String reason) implements SigningTask {}

  /// Nobody finished it in time.
  record Expired(TaskFacts facts) implements SigningTask {}

  /// The state's name in the API and in the database.
  default State state() {
    return switch (this) {
      case Pending _ -> State.PENDING;
      case Prepared _ -> State.PREPARED;
      case Completed _ -> State.COMPLETED;
      case Voided _ -> State.VOIDED;
      case Expired _ -> State.EXPIRED;
    };
  }

  /// Names of the states.
  enum State {
    PENDING,
    PREPARED,
    COMPLETED,
    VOIDED,
    EXPIRED
  }
}
