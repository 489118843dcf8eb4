package org.bidseal.smvector;

/// An implementation gave a wrong answer.
final class SelfTestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SelfTestException(String test) {
    super(test);
  }
}
