package org.bidseal.crypto.lock.waiver;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is sent to give a lock up.
final class WaiverRequests {
  private WaiverRequests() {}

  /// @param reason which everybody signs
  /// @param lost the members who cannot release any more, by their persons
  record ProposeWaiver(
      @NotNull UUID lockId,
      @NotBlank @Size(max = 500) String reason,
      @NotNull @Size(min = 1, max = 9) List<@NotNull UUID> lost) {}

  /// @param envelopeId of the bid that a bidder signs for; absent for a member
  record BeginWaiver(@NotNull UUID lockId, @NotNull UUID sessionId, @Nullable UUID envelopeId) {}
}
