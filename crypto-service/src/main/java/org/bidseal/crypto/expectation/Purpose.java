package org.bidseal.crypto.expectation;

/// What an expected digest is a digest of. Each purpose belongs to one service, which alone may
/// register it.
public enum Purpose {
  /// A certification request.
  CSR("identity-service"),
  /// A statement that hands an administrator's role on.
  ADMINISTRATOR_TRANSFER("identity-service"),
  /// A login statement.
  LOGIN("qr-session-service"),
  /// A statement that binds an enterprise to a platform.
  BIND("qr-session-service"),
  /// The signed attributes of a document's signature.
  DOCUMENT("signing-service"),
  /// The statement over a seal impression.
  IMPRESSION("seal-service"),
  /// The endorsement of a device's transport key.
  TRANSPORT_KEY("keyescrow-service"),
  /// A colleague's approval that a recovered key comes back before its waiting time is over.
  RECOVERY_APPROVAL("keyescrow-service"),
  /// A bid statement (docs/bid-envelope.md); registered in process by the bid side.
  BID_STATEMENT("crypto-service"),
  /// A statement that takes a sealed bid back or confirms it; registered in process.
  BID_ACT("crypto-service"),
  /// What is said of an event lock (docs/event-lock.md); registered in process.
  EVENT_LOCK("crypto-service");

  private final String owner;

  Purpose(String owner) {
    this.owner = owner;
  }

  /// Name of the service that registers digests of this purpose.
  public String owner() {
    return owner;
  }
}
