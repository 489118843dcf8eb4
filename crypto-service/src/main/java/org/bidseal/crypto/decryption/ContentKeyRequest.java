package org.bidseal.crypto.decryption;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;

/// The file key that a phone has decrypted, to open the bid with.
///
/// @param keyId the split key behind the recipient's entry
/// @param fileKey 32 lower-case hex digits; a secret
record ContentKeyRequest(
    @NotNull UUID sessionId,
    @NotNull UUID keyId,
    @NotNull @Pattern(regexp = "[0-9a-f]{32}") String fileKey) {
  @Override
  public String toString() {
    return "ContentKeyRequest[" + sessionId + ", " + keyId + ", REDACTED]";
  }
}
