package org.bidseal.phone.key;

import java.io.Serial;

/// A PIN that is not accepted when it is chosen.
public final class WeakPinException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  WeakPinException(String message) {
    super(message);
  }
}
