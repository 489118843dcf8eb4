package org.bidseal.testsupport.servers;

/// The shared servers could not be started or reached; the message says where their log is.
public final class TestServersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TestServersException(String message) {
    super(message);
  }

  TestServersException(String message, Throwable cause) {
    super(message, cause);
  }
}
