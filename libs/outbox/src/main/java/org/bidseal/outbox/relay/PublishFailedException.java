package org.bidseal.outbox.relay;

import org.springframework.core.NestedExceptionUtils;

/// Kafka did not take everything of a batch; what it took is done with.
final class PublishFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PublishFailedException(Throwable cause) {
    super("Kafka did not acknowledge: " + NestedExceptionUtils.getMostSpecificCause(cause), cause);
  }
}
