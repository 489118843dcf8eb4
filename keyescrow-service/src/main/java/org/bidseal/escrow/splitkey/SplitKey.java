package org.bidseal.escrow.splitkey;

import java.util.UUID;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.proof.KeyUsage;

/// A split key as crypto-service's events tell of it.
///
/// @param deviceId the owner's device that made or last refreshed the share
/// @param publicKey 130 lower-case hexadecimal digits
/// @param generation of the shares now
public record SplitKey(
    UUID keyId,
    KeyUsage usage,
    UUID ownerPersonId,
    UUID deviceId,
    String publicKey,
    int generation) {

  /// Nobody signs for somebody else: errs with KEY_USAGE_FORBIDS for a signing key.
  public SplitKey requireEncryption() {
    return switch (usage) {
      case ENCRYPTION -> this;
      case SIGNING ->
          throw new ProblemException(
              EscrowProblem.KEY_USAGE_FORBIDS, "Key " + keyId + " is a signing key.");
    };
  }
}
