package org.bidseal.demo.story;

import java.io.Serial;

/// The story did not go as it must.
public final class StoryException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public StoryException(String message) {
    super(message);
  }
}
