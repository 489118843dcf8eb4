package org.bidseal.servicecalls;

/// The realm gave this service no token.
final class TokenUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TokenUnavailableException(Throwable cause) {
    super("No token for this service: " + cause, cause);
  }
}
