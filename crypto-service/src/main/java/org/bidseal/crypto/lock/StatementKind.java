package org.bidseal.crypto.lock;

/// What is signed about a lock; the statements are those of docs/event-lock.md.
public enum StatementKind {
  CONTRIBUTION,
  CONFIRMATION,
  COMPLAINT,
  /// Of a rehearsal too.
  RELEASE,
  /// By a member who is left.
  WAIVER,
  /// By the bidder of one bid.
  BID_WAIVER
}
