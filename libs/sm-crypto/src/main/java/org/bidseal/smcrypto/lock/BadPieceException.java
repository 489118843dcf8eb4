package org.bidseal.smcrypto.lock;

/// A member was sent a piece that its sender's commitments do not accept.
public final class BadPieceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int dealer;

  BadPieceException(int dealer) {
    super("the piece of member " + dealer + " is not of his sharing");
    this.dealer = dealer;
  }

  /// Position of the member who sent it, from 1.
  public int dealer() {
    return dealer;
  }
}
