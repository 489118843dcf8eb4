package org.bidseal.crypto.lock.release;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.bidseal.smcrypto.Scalar;

/// What members send to release a lock.
final class ReleaseRequests {
  private ReleaseRequests() {}

  record Release(@NotNull UUID lockId, @NotNull UUID sessionId) {}

  /// @param share of the lock's secret, as the member's phone decrypted it
  record GiveShare(@NotNull UUID lockId, @NotNull UUID sessionId, @NotNull Scalar share) {}
}
