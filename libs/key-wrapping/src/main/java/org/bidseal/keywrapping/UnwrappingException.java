package org.bidseal.keywrapping;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A stored secret cannot be unwrapped: altered, moved to another row, or its key-encryption key is
/// gone.
public final class UnwrappingException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  UnwrappingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
