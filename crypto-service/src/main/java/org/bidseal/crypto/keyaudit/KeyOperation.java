package org.bidseal.crypto.keyaudit;

/// What was done with a key, or tried. Verifiers tolerate operations that they do not know, so more
/// may follow.
public enum KeyOperation {
  CREATE,
  CO_SIGN,
  CO_DECRYPT,
  /// A canary was opened, as a bid will be.
  REHEARSE,
  REFRESH,
  /// A blocked holding was let go after real-name verification.
  UNLOCK,
  /// The private half of the reset key was given out.
  RELEASE_RESET_KEY,
  /// A device proved to have opened a backup, for a holding of its own.
  VERIFY_BACKUP,
  /// A holder's phone proved that it still opens its copy.
  PROVE_BACKUP,
  /// The owner's phone shared its half out among holders.
  SHARE_OUT,
  /// A holding ended: its backup did, or its device was removed.
  END_HOLDING,
  /// The holding was quarantined without being used: its certificate was revoked as stolen, its
  /// device reported lost, or the database had gone back in time.
  SUSPEND
}
