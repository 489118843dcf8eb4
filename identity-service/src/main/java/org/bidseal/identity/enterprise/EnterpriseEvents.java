package org.bidseal.identity.enterprise;

import java.util.UUID;

/// What other services are told of enterprises.
final class EnterpriseEvents {

  static final String ENTERPRISE_CERTIFIED = "org.bidseal.identity.enterprise-certified.v1";

  record EnterpriseCertified(
      UUID enterpriseId, String name, String uscc, EntityKind kind, String region) {}

  private EnterpriseEvents() {}
}
