package org.bidseal.seals.impression;

import java.time.Instant;
import java.util.UUID;

/// A seal impression on its way to become a seal.
///
/// | from \ event | sign | approve | reject |
/// |---|---|---|---|
/// | DRAFT | SUBMITTED | | |
/// | SUBMITTED | | APPROVED | REJECTED |
/// | APPROVED, REJECTED | | | |
///
/// A rejected impression is uploaded anew: what was signed and reviewed stays as it was.
public sealed interface Impression {

  /// States as the API and the database name them.
  enum State {
    DRAFT,
    SUBMITTED,
    APPROVED,
    REJECTED
  }

  State state();

  ImpressionCard card();

  /// Uploaded; its statement is not signed yet.
  record Draft(ImpressionCard card) implements Impression {
    @Override
    public State state() {
      return State.DRAFT;
    }

    /// The uploader's certificate has signed the statement.
    Submitted submit(Instant now) {
      return new Submitted(card, now);
    }
  }

  /// Waits for the reviewer.
  record Submitted(ImpressionCard card, Instant submittedAt) implements Impression {
    @Override
    public State state() {
      return State.SUBMITTED;
    }

    Approved approve(UUID reviewerId, UUID sealId, Instant now) {
      return new Approved(card, reviewerId, sealId, now);
    }

    Rejected reject(UUID reviewerId, String reason, Instant now) {
      return new Rejected(card, reviewerId, reason, now);
    }
  }

  /// Made into a seal.
  record Approved(ImpressionCard card, UUID reviewerId, UUID sealId, Instant decidedAt)
      implements Impression {
    @Override
    public State state() {
      return State.APPROVED;
    }
  }

  /// Refused, with the reason that the uploader reads.
  record Rejected(ImpressionCard card, UUID reviewerId, String reason, Instant decidedAt)
      implements Impression {
    @Override
    public State state() {
      return State.REJECTED;
    }
  }
}
