package org.bidseal.crypto.decryption.run;

/// The worker stops; its job goes on elsewhere from its last checkpoint.
public final class HandedBackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HandedBackException() {
    super("the worker stops");
  }
}
