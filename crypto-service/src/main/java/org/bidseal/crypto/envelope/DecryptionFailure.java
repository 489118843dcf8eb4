package org.bidseal.crypto.envelope;

/// Why a decryption failed, which decides whose fault it was (withdrawn 撤销 or recalled 撤回).
public enum DecryptionFailure {
  /// A segment's tag is wrong, and the receipt, which is from before there were content roots,
  /// cannot tell whether it was when it came.
  CONTENT_TAMPERED,
  /// The stored content is not what was uploaded: it has another content root than the receipt.
  CONTENT_CHANGED,
  /// The stored content is what the bidder uploaded, and does not decrypt: it never did.
  CONTENT_NEVER_GOOD,
  /// The stored content is what this service sealed, and does not decrypt.
  CONTENT_SEALED_BADLY_HERE,
  /// The plaintext has another tree root than the receipt: the bidder described something else.
  TREE_ROOT_MISMATCH,
  /// The service could not read or write its store, after several attempts.
  STORAGE_FAILED
}
