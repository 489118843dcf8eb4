package org.bidseal.crypto.qrsession;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The fields of a session, or of an event about one, that matter here.
@JsonIgnoreProperties(ignoreUnknown = true)
record SessionView(
    UUID sessionId,
    String purpose,
    @Nullable String state,
    @Nullable UUID personId,
    @Nullable UUID deviceId,
    @Nullable Reference reference) {
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Reference(String type, UUID id) {}

  /// Whether its person has confirmed and nothing has ended it.
  boolean isConfirmed() {
    return "CONFIRMED".equals(state) || "PROCESSING".equals(state);
  }
}
