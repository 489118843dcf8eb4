package org.bidseal.embedded;

/// A server could not be started, or stopped working while starting. The message says which, why as
/// far as known, and where its log is.
public final class EmbeddedServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EmbeddedServerException(String message) {
    super(message);
  }

  public EmbeddedServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
