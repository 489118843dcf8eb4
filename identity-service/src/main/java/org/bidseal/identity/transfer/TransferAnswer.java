package org.bidseal.identity.transfer;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A transfer as the API shows it.
///
/// @param transferId also the session in which the statement is co-signed
/// @param state TO_SIGN, EXPIRED, SIGNED, SUBMITTED, APPROVED or REJECTED; the roles are swapped in
///   SIGNED and APPROVED
/// @param acknowledgedBids envelope ids of sealed bids that still need the administrator's keys
/// @param statement base64 of what the administrator signs; absent unless state is TO_SIGN
/// @param reason why it was rejected; absent unless state is REJECTED
record TransferAnswer(
    UUID transferId,
    UUID enterpriseId,
    String enterpriseName,
    UUID fromPersonId,
    String fromName,
    UUID toPersonId,
    String toName,
    String state,
    Instant askedAt,
    List<UUID> acknowledgedBids,
    @Nullable String statement,
    @Nullable String reason) {

  static TransferAnswer of(AdministratorTransfer transfer) {
    AdministratorTransfer.Content content = transfer.content();
    return new TransferAnswer(
        content.transferId(),
        content.enterpriseId(),
        content.enterpriseName(),
        content.from().personId(),
        content.from().name(),
        content.to().personId(),
        content.to().name(),
        transfer.state(),
        content.askedAt(),
        content.acknowledgedBids(),
        transfer instanceof AdministratorTransfer.ToSign
            ? Base64.getEncoder().encodeToString(content.statement().bytes())
            : null,
        transfer instanceof AdministratorTransfer.Rejected rejected ? rejected.reason() : null);
  }
}
