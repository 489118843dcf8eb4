package org.bidseal.crypto.timeline;

/// What an entry of the timeline says happened. The first nine are the states that a sealed
/// envelope changes to and are written by the database itself.
public enum FactKind {
  SEALED,
  SUPERSEDED,
  RETRACTED,
  /// A job took the file key.
  DECRYPTING,
  DECRYPTED,
  /// The job failed; the detail is the failure.
  FAILED,
  OPENED_BY_FALLBACK,
  WITHDRAWN,
  RECALLED,

  /// The platform had a code shown; the detail of all session entries is the purpose.
  SESSION_OPENED,
  /// A person scanned it and agreed on his phone.
  SESSION_CONFIRMED,
  /// He declined.
  SESSION_REJECTED,
  /// Nobody finished it in time.
  SESSION_EXPIRED,
  SESSION_COMPLETED,
  SESSION_FAILED,

  /// Phone and server opened a recipient's entry together.
  KEY_OPENED,
  /// A recipient gave his share of the bid's key; the detail is how many are there, of how many.
  SHARE_GIVEN,
  /// Enough shares are there, each the one that was sealed, and they do not make the bid's key; the
  /// detail is who sealed it.
  SHARES_CONTRADICT,
  /// An attempt to open the bid was refused; the detail is the problem's name.
  ATTEMPT_REFUSED,
  /// An attempt to open the bid failed for a reason on this side; the detail is the problem's name.
  SERVICE_ERROR,
  /// A request about the bid was cut before it was answered; the detail is DEADLINE if this service
  /// gave it up, CONNECTION if the connection to it was lost. What it did is taken back.
  REQUEST_CUT,
  /// The bidder confirmed his bid after the tender had changed.
  CONFIRMED,

  /// The platform gave the opening other times; the detail says which.
  RESCHEDULED,
  /// The platform made the window longer.
  WINDOW_EXTENDED,
  TENDER_CHANGED,
  /// The opening's event lock is drawn; the detail of all lock entries is its id.
  LOCK_READY,
  /// Its committee released it: bids can be opened.
  LOCK_RELEASED,
  /// Its committee can no longer release it, and gave it up.
  LOCK_WAIVED,
  /// The bidder agreed that his bid is opened without the lock.
  BID_LOCK_WAIVED,
  CONCLUDED,
  /// This service gave no sign of life for the seconds in the detail, until this entry.
  OUTAGE,

  /// A client's report, signed by its device. It is what somebody says, with the time at which it
  /// arrived.
  REPORTED;

  /// Whether this is somebody's word and not this service's observation.
  public boolean isReport() {
    return this == REPORTED;
  }
}
