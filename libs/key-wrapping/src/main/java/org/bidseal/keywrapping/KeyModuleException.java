package org.bidseal.keywrapping;

import java.io.Serial;

/// The place of the key-encryption keys does not do its work: a key file that cannot be read, a
/// token that is locked, gone or refuses the PIN. Nothing is wrong with what was to be wrapped or
/// unwrapped, and the same call may succeed later.
public final class KeyModuleException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  KeyModuleException(String message, Throwable cause) {
    super(message, cause);
  }
}
