package org.bidseal.signing.seal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is owed to seal-service for a signing request.
///
/// @param useId the reserved use; null if the answer to the reservation was never seen
record SealDuty(
    UUID requestId,
    Action action,
    UUID personId,
    UUID sealId,
    UUID taskId,
    UUID sessionId,
    @Nullable UUID useId,
    int attempts) {
  enum Action {
    CONFIRM,
    RELEASE
  }
}
