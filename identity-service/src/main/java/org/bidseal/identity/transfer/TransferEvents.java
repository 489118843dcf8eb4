package org.bidseal.identity.transfer;

import java.util.UUID;

/// What other services are told of transfers. Subject: the enterprise. The roles themselves follow
/// as `membership-granted` of both persons, which every reader of memberships knows.
final class TransferEvents {

  static final String ADMINISTRATOR_TRANSFERRED =
      "org.bidseal.identity.administrator-transferred.v1";

  record AdministratorTransferred(
      UUID transferId, UUID enterpriseId, UUID fromPersonId, UUID toPersonId) {
    static AdministratorTransferred of(AdministratorTransfer.Content content) {
      return new AdministratorTransferred(
          content.transferId(),
          content.enterpriseId(),
          content.from().personId(),
          content.to().personId());
    }
  }

  private TransferEvents() {}
}
