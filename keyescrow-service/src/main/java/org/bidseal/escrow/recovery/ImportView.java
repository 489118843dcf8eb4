package org.bidseal.escrow.recovery;

import java.util.UUID;

/// An imported share. The phone refreshes it next.
///
/// @param token for the holding's first request, 32 lower-case hexadecimal digits; kept nowhere
public record ImportView(
    UUID recoveryId, Recovery.State state, UUID keyId, int generation, String token) {
  /// The token stays out of logs.
  @Override
  public String toString() {
    return "ImportView[" + recoveryId + "]";
  }
}
