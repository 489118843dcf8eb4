package org.bidseal.servicecalls;

import org.springframework.http.HttpStatusCode;

/// A service answered, but not with an answer: 5xx, 401 to our own token, or a 4xx that is no
/// problem of the fleet. Never leaves this package.
final class CallFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  CallFailedException(String service, HttpStatusCode status, String body) {
    super("%s answered %d: %s".formatted(service, status.value(), body));
    this.status = status.value();
  }

  /// The service did not do, and did not begin, what was asked.
  boolean isTransient() {
    return status == 502 || status == 503 || status == 504;
  }

  boolean isTokenRefused() {
    return status == 401;
  }
}
