package org.bidseal.signingexpectations;

/// What an expected digest is a digest of, by crypto-service's names. Each purpose belongs to one
/// service; crypto-service refuses it from any other.
public enum Purpose {
  /// A certification request; identity-service.
  CSR,
  /// A statement that hands an administrator's role on; identity-service.
  ADMINISTRATOR_TRANSFER,
  /// A login statement; qr-session-service.
  LOGIN,
  /// A statement that binds an enterprise to a platform; qr-session-service.
  BIND,
  /// The signed attributes of a document's signature; signing-service.
  DOCUMENT,
  /// The statement over a seal impression; seal-service.
  IMPRESSION,
  /// The endorsement of a device's transport key; keyescrow-service.
  TRANSPORT_KEY,
  /// A colleague's approval that a recovered key comes back before its waiting time is over;
  /// keyescrow-service.
  RECOVERY_APPROVAL
}
