package org.bidseal.qr.session;

/// What a session is for. LOGIN and BIND belong to a trading platform and are finished by a signed
/// statement; SIGN, ENCRYPT and DECRYPT belong to a service, which reports their progress.
public enum Purpose {
  LOGIN,
  BIND,
  SIGN,
  ENCRYPT,
  DECRYPT;

  /// Whether the phone confirms by co-signing a statement of this service.
  public boolean confirmedByStatement() {
    return switch (this) {
      case LOGIN, BIND -> true;
      case SIGN, ENCRYPT, DECRYPT -> false;
    };
  }
}
