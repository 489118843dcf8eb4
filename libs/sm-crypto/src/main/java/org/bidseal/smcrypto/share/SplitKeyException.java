package org.bidseal.smcrypto.share;

/// A step of the split-key protocol that must not go on.
public final class SplitKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  SplitKeyException(Reason reason) {
    super("split-key protocol: " + reason);
    this.reason = reason;
  }

  /// Why.
  public Reason reason() {
    return reason;
  }

  /// Kinds of refusals.
  public enum Reason {
    /// The signature would be degenerate (`s = 0` or `s = n - r`): ask again with a new nonce.
    /// Happens with probability 2⁻²⁵⁵.
    RETRY,
    /// The server's answer does not make a valid signature.
    ANSWER_INVALID,
    /// The new shares do not belong to the same public key.
    PUBLIC_KEY_CHANGED,
    /// A nonce was used before; a second use would reveal the share.
    NONCE_SPENT
  }
}
