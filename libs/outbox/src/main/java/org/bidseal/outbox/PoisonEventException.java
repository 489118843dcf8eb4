package org.bidseal.outbox;

/// An event that this consumer can never apply, however often it comes. It is set aside on the
/// dead-letter topic with this message, for people to look at.
public final class PoisonEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message why, without personal data or secrets: it becomes a message header
  public PoisonEventException(String message) {
    super(message);
  }

  /// @param message why, without personal data or secrets: it becomes a message header
  /// @param cause what was thrown
  public PoisonEventException(String message, Throwable cause) {
    super(message, cause);
  }
}
