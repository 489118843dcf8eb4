package org.bidseal.crypto.act;

import org.bidseal.crypto.notice.NoticeKind;
import org.bidseal.crypto.qrsession.SessionPurpose;

/// The two acts.
enum ActKind {
  RETRACTION("bidseal-retraction-statement-v1", SessionPurpose.RETRACT, NoticeKind.RETRACTION),
  CONFIRMATION(
      "bidseal-confirmation-statement-v1", SessionPurpose.CONFIRM, NoticeKind.CONFIRMATION);

  private final String label;
  private final SessionPurpose purpose;
  private final NoticeKind notice;

  ActKind(String label, SessionPurpose purpose, NoticeKind notice) {
    this.label = label;
    this.purpose = purpose;
    this.notice = notice;
  }

  /// First field of the statement.
  String label() {
    return label;
  }

  /// Purpose of the session that the person confirms.
  SessionPurpose purpose() {
    return purpose;
  }

  NoticeKind notice() {
    return notice;
  }
}
