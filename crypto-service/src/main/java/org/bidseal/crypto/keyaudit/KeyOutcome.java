package org.bidseal.crypto.keyaudit;

/// What came of it.
public enum KeyOutcome {
  DONE,
  /// The share proof did not hold: a wrong PIN, or a proof for something else.
  PROOF_REFUSED,
  /// The same, and it was the last attempt: the holding is locked.
  LOCKED,
  /// Two copies of the holding were seen, the attempts of a released one were used up, or the
  /// database had gone back in time: the holding is quarantined.
  QUARANTINED,
  /// The proof held, and there was no answer all the same.
  FAILED
}
