package org.bidseal.smcrypto.lock;

import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;

/// A member of a lock's committee.
///
/// @param role what he is there for, such as `SUPERVISOR`: 1 to 40 characters
/// @param encryptionKey of his encryption certificate; nobody but he and his phone decrypt with it
/// @param certificateSm3 SM3 of that certificate's DER, so that all members mean the same one
public record LockMember(UUID personId, String role, Point encryptionKey, Sm3Hash certificateSm3) {
  private static final int MAX_ROLE = 40;

  /// @throws IllegalArgumentException if the role is blank or too long
  public LockMember {
    if (role.isBlank() || role.length() > MAX_ROLE) {
      throw new IllegalArgumentException("a role has 1 to 40 characters");
    }
  }
}
