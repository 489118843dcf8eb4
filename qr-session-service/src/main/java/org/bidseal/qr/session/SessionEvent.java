package org.bidseal.qr.session;

import org.bidseal.qr.session.QrSession.Owner;
import org.bidseal.qr.session.QrSession.Result;

/// What can happen to a session.
public sealed interface SessionEvent {

  /// A phone scanned a fresh code.
  record Scan(Owner by) implements SessionEvent {}

  /// The owner agreed to what the summary says (SIGN, ENCRYPT, DECRYPT).
  record Confirm(Owner by) implements SessionEvent {}

  /// The owner signed the statement (LOGIN, BIND).
  record Finish(Owner by, Result result) implements SessionEvent {}

  /// The owner said no.
  record Reject(Owner by, String reason) implements SessionEvent {}

  /// The service behind began.
  record Start() implements SessionEvent {}

  /// The service behind finished.
  record Complete() implements SessionEvent {}

  /// The service behind could not.
  record Fail(String reason) implements SessionEvent {}

  /// The clock.
  record Expire() implements SessionEvent {}
}
