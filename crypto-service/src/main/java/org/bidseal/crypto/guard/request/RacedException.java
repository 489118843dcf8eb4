package org.bidseal.crypto.guard.request;

/// Another request changed the holding or its key, or answers the same request right now: look
/// again. Never leaves the guard.
public final class RacedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Without a stack trace: it is a signal between steps of one chain.
  public RacedException() {
    super("look again", null, false, false);
  }
}
