package org.bidseal.crypto.qrsession;

/// What a QR session over an envelope is for.
public enum SessionPurpose {
  /// Choose recipients and sign the bid statement.
  ENCRYPT,
  /// Open the envelope.
  DECRYPT
}
