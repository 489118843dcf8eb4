package org.bidseal.crypto.decryption.job;

/// Another worker has the job now; whatever this one did counts no more.
final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeaseLostException() {
    super("the job's lease is lost");
  }
}
