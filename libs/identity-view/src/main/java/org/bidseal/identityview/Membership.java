package org.bidseal.identityview;

import java.util.UUID;

/// An active membership of a person in an enterprise.
///
/// @param legalRepresentative the person is the enterprise's legal representative
public record Membership(UUID enterpriseId, UUID personId, Role role, boolean legalRepresentative) {

  /// Exactly one member of an enterprise is its administrator.
  public enum Role {
    ADMINISTRATOR,
    AGENT
  }
}
