package org.bidseal.smcrypto.envelope;

/// An envelope that is refused, and why. Whatever was written before it is no bid.
public final class EnvelopeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  EnvelopeException(Reason reason) {
    super("bid envelope: " + reason);
    this.reason = reason;
  }

  EnvelopeException(Reason reason, Throwable cause) {
    super("bid envelope: " + reason, cause);
    this.reason = reason;
  }

  /// Why.
  public Reason reason() {
    return reason;
  }

  /// Kinds of refusals.
  public enum Reason {
    /// The first bytes are not those of an envelope.
    NOT_AN_ENVELOPE,
    /// A version that this code does not know.
    UNKNOWN_VERSION,
    /// The header claims to be longer than 1 MiB.
    HEADER_TOO_LONG,
    /// The header is not DER of a `BidEnvelopeHeader`.
    HEADER_MALFORMED,
    /// None, more than 16, or the same recipient twice.
    RECIPIENTS_INVALID,
    /// A threshold that cannot be met, or shares that are not one for each recipient.
    POLICY_INVALID,
    /// The file key is not the one that the header commits to.
    KEY_COMMITMENT_MISMATCH,
    /// A segment's tag does not match: changed, swapped, repeated, or of another envelope.
    SEGMENT_FORGED,
    /// The data ends before its final segment.
    TRUNCATED,
    /// The file is longer than 4 GiB.
    TOO_LONG,
    /// Every tag matched, but the segment tree's root is not the expected one.
    TREE_ROOT_MISMATCH
  }
}
