package org.bidseal.phone;

/// What the phone was shown is not what it agreed to; it signs nothing. The message is for the
/// holder.
public final class DeceivedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeceivedException(String message) {
    super(message);
  }
}
