package org.bidseal.escrow.candidate;

import java.util.UUID;
import org.bidseal.escrow.wire.SignatureText;
import org.jspecify.annotations.Nullable;

/// A phone that may hold a backup. The owner's phone checks the endorsement itself: certificate
/// chain, person, enterprise, and the signature over a statement that it builds anew.
///
/// @param deviceName as its person named it
/// @param transportPublicKey 65 bytes uncompressed, lower-case hexadecimal
public record Candidate(
    UUID personId,
    @Nullable String personName,
    UUID deviceId,
    String deviceName,
    String transportPublicKey,
    Endorsed endorsement) {

  /// The person's word that the transport key is his.
  ///
  /// @param statement base64
  /// @param certificate DER in base64
  public record Endorsed(String statement, SignatureText signature, String certificate) {}
}
