package org.bidseal.smcrypto;

/// A point that [PointGate] turned away, or a computation whose result was the point at infinity.
public final class InvalidPointException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  InvalidPointException(Reason reason) {
    super("not a usable point of sm2p256v1: " + reason);
    this.reason = reason;
  }

  /// Why the point is refused.
  public Reason reason() {
    return reason;
  }

  /// Kinds of unusable points.
  public enum Reason {
    /// Not 65 bytes (GB/T 32918.1-2016 §4.2.9, uncompressed form).
    WRONG_LENGTH,
    /// Compressed or hybrid form: this product speaks the uncompressed form only.
    NOT_UNCOMPRESSED,
    /// A coordinate is negative or not below the field prime.
    COORDINATE_OUT_OF_RANGE,
    /// The coordinates do not satisfy the curve equation: the invalid-curve attack.
    OFF_CURVE,
    /// The neutral element, which reveals nothing and proves nothing.
    INFINITY
  }
}
