package org.bidseal.servicedefaults;

import java.util.List;

/// A service under the profile `production` has settings of the embedded fleet, or secrets that are
/// none. The message has one line each, with what to set, and no value.
public final class InsecureProductionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InsecureProductionException(List<String> refusals) {
    super(
        "The profile 'production' refuses to start (docs/custody.md):\n  - "
            + String.join("\n  - ", refusals));
  }
}
