package org.bidseal.seals.seal;

import org.bidseal.identityview.Membership;

/// Who may claim a seal. Local enterprises: the legal representative; others need a seal grant
/// first.
final class ClaimPolicy {
  private ClaimPolicy() {}

  static boolean mayClaim(Membership membership) {
    return membership.legalRepresentative();
  }
}
