package org.bidseal.qr.code;

/// The scanned text is no bidseal code.
public final class MalformedCodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedCodeException() {
    super("not a bidseal code");
  }
}
