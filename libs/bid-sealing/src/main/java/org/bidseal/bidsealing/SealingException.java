package org.bidseal.bidsealing;

/// The bid cannot be sealed; the message says why, and what to do.
public final class SealingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SealingException(String message) {
    super(message);
  }

  public SealingException(String message, Throwable cause) {
    super(message, cause);
  }
}
