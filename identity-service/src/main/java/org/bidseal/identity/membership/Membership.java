package org.bidseal.identity.membership;

import java.time.Instant;
import java.util.UUID;

/// A person acts for an enterprise.
public record Membership(
    UUID enterpriseId, UUID personId, Role role, boolean legalRepresentative, Instant since) {

  /// Exactly one member of an enterprise is its administrator.
  public enum Role {
    ADMINISTRATOR,
    AGENT
  }
}
