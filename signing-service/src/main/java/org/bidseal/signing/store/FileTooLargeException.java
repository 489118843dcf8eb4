package org.bidseal.signing.store;

/// More bytes arrived than are accepted.
public final class FileTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long limit;

  FileTooLargeException(long limit) {
    super("more than " + limit + " bytes");
    this.limit = limit;
  }

  /// The limit in bytes.
  public long limit() {
    return limit;
  }
}
