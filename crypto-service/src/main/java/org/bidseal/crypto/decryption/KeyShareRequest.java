package org.bidseal.crypto.decryption;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;

/// The share of a bid's key that a phone has decrypted.
///
/// @param keyId the split key behind the recipient's entry
/// @param share 66 lower-case hex digits, `index ‖ share`; a secret
record KeyShareRequest(
    @NotNull UUID sessionId,
    @NotNull UUID keyId,
    @NotNull @Pattern(regexp = "[0-9a-f]{66}") String share) {
  @Override
  public String toString() {
    return "KeyShareRequest[" + sessionId + ", " + keyId + ", REDACTED]";
  }
}
