package org.bidseal.identity.certificate;

/// Why a certificate was revoked: the reasons of RFC 5280 §5.3.1 that a holder or a reviewer may
/// give.
public enum RevocationReason {
  UNSPECIFIED(0),
  KEY_COMPROMISE(1),
  AFFILIATION_CHANGED(3),
  SUPERSEDED(4),
  CESSATION_OF_OPERATION(5);

  private final int code;

  RevocationReason(int code) {
    this.code = code;
  }

  /// The CRLReason value of RFC 5280 §5.3.1.
  public int code() {
    return code;
  }
}
