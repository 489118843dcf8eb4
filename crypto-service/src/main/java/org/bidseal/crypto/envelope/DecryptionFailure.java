package org.bidseal.crypto.envelope;

/// Why a decryption failed, which decides whose fault it was (withdrawn 撤销 or recalled 撤回).
public enum DecryptionFailure {
  /// A segment's tag is wrong: the stored content is not what was sealed.
  CONTENT_TAMPERED,
  /// The plaintext has another tree root than the receipt: the bidder described something else.
  TREE_ROOT_MISMATCH,
  /// The service could not read or write its store, after several attempts.
  STORAGE_FAILED
}
