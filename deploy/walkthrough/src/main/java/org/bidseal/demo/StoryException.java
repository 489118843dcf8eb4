package org.bidseal.demo;

import java.io.Serial;

/// The story did not go as it must.
final class StoryException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  StoryException(String message) {
    super(message);
  }
}
