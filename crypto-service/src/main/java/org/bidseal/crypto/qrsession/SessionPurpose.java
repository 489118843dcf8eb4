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
  CONFIRM("ENCRYPT", "bid-confirmation");

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
