package org.bidseal.crypto.envelopedesk;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.crypto.qrsession.SessionPurpose;

/// What platforms send about envelopes.
final class EnvelopeRequests {
  private EnvelopeRequests() {}

  /// @param fileName without path separators and control characters
  /// @param size of the file before sealing, 1 byte to 4 GiB
  record Announce(
      @NotNull UUID enterpriseId,
      @NotBlank @Size(max = 255) @Pattern(regexp = "[^/\\\\\\p{Cntrl}]+") String fileName,
      @Min(0) long size,
      @NotNull Sealing sealing) {}

  record OpenSession(@NotNull SessionPurpose purpose) {}
}
