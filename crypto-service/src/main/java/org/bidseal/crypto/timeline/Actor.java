package org.bidseal.crypto.timeline;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who tried something: a person, in a QR session if it was one, or a platform.
public record Actor(@Nullable UUID personId, @Nullable UUID platformId, @Nullable UUID sessionId) {
  public static Actor person(UUID personId, UUID sessionId) {
    return new Actor(personId, null, sessionId);
  }

  public static Actor platform(UUID platformId) {
    return new Actor(null, platformId, null);
  }
}
