package org.bidseal.crypto.notice;

/// What a notice attests.
public enum NoticeKind {
  /// What would have completed a bid came after the deadline and was refused.
  LATE,
  /// The bidder took his bid back before the deadline.
  RETRACTION,
  /// The bidder confirmed his bid after a change of the tender.
  CONFIRMATION
}
