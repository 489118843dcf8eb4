package org.bidseal.crypto.qrsession;

/// What a QR session over an envelope is for. qr-session-service knows two purposes; what the
/// person agrees to is told apart by the type of the reference, which its events repeat.
public enum SessionPurpose {
  /// Choose recipients and sign the bid statement.
  ENCRYPT("ENCRYPT", "bid-envelope"),
  /// Open the envelope.
  DECRYPT("DECRYPT", "bid-envelope"),
  /// Try to open a canary instead of the envelope.
  REHEARSE("DECRYPT", "bid-rehearsal"),
  /// Take the sealed bid back.
  RETRACT("ENCRYPT", "bid-retraction"),
  /// Confirm the sealed bid after the tender has changed.
  CONFIRM("ENCRYPT", "bid-confirmation"),
  /// Agree that the bid is opened without the committee's lock.
  WAIVE("DECRYPT", "bid-lock-waiver"),
  /// A member of a committee takes part in drawing its lock.
  LOCK("ENCRYPT", "event-lock"),
  /// He releases it.
  LOCK_RELEASE("DECRYPT", "event-lock-release"),
  /// He gives it up.
  LOCK_WAIVER("DECRYPT", "event-lock-waiver");

  private final String qrPurpose;
  private final String reference;

  SessionPurpose(String qrPurpose, String reference) {
    this.qrPurpose = qrPurpose;
    this.reference = reference;
  }

  /// The purpose at qr-session-service.
  public String qrPurpose() {
    return qrPurpose;
  }

  /// The `reference.type` there.
  public String reference() {
    return reference;
  }
}
