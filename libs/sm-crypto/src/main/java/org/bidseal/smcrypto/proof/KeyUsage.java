package org.bidseal.smcrypto.proof;

/// What a split key is for; its name stands in the proof context of its creation. The two keys of a
/// holder never share a scalar.
public enum KeyUsage {
  /// Signs; never backed up.
  SIGNING,
  /// Decrypts; may be backed up.
  ENCRYPTION
}
