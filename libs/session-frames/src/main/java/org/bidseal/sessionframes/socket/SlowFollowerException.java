package org.bidseal.sessionframes.socket;

/// The client does not accept frames as fast as they come.
final class SlowFollowerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SlowFollowerException() {
    super("the client accepts frames too slowly");
  }
}
