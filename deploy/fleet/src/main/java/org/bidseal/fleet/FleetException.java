package org.bidseal.fleet;

/// The fleet cannot start or go on. The message is for the person at the terminal: what is wrong,
/// and what to do.
public final class FleetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FleetException(String message) {
    super(message);
  }

  public FleetException(String message, Throwable cause) {
    super(message, cause);
  }
}
