package org.bidseal.outbox.relay;

/// Calls the sending of a row off because another row of its batch failed.
final class BatchFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BatchFailedException() {
    super("the batch has failed already");
  }
}
