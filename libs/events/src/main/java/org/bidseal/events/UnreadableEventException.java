package org.bidseal.events;

/// Bytes that are no event, or data of another shape than its reader expects. Reading them again
/// will not help: whoever consumes them sets them aside.
public final class UnreadableEventException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// @param message what is wrong, without the event's content
  /// @param cause the parser's own error
  public UnreadableEventException(String message, Throwable cause) {
    super(message, cause);
  }

  /// @param message what is wrong, without the event's content
  public UnreadableEventException(String message) {
    super(message);
  }
}
