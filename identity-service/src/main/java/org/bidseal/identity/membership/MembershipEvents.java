package org.bidseal.identity.membership;

import java.util.UUID;

/// What other services are told of memberships. Subject: the enterprise.
final class MembershipEvents {

  static final String MEMBERSHIP_GRANTED = "org.bidseal.identity.membership-granted.v1";
  static final String MEMBERSHIP_WITHDRAWN = "org.bidseal.identity.membership-withdrawn.v1";

  record MembershipGranted(
      UUID enterpriseId, UUID personId, Membership.Role role, boolean legalRepresentative) {}

  record MembershipWithdrawn(UUID enterpriseId, UUID personId) {}

  private MembershipEvents() {}
}
