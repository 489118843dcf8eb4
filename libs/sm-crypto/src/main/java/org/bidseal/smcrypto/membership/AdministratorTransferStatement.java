package org.bidseal.smcrypto.membership;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.Fields;

/// What an enterprise's administrator signs, with his signing certificate's key, to hand his role
/// to one of its agents. Phone and service both build it; the phone never signs what it was sent.
///
/// Its canonical bytes are [Fields]: `"bidseal-administrator-transfer-v1"`, transferId,
/// enterpriseId, the administrator's and the successor's person id, then the envelope id of every
/// sealed bid that still needs the administrator's keys, in the order of their text.
///
/// @param acknowledgedBids envelope ids; kept in the order of their text, each once
public record AdministratorTransferStatement(
    UUID transferId,
    UUID enterpriseId,
    UUID fromPersonId,
    UUID toPersonId,
    List<UUID> acknowledgedBids) {
  private static final String LABEL = "bidseal-administrator-transfer-v1";

  /// Orders the bids.
  public AdministratorTransferStatement {
    acknowledgedBids = ordered(acknowledgedBids);
  }

  private static List<UUID> ordered(Collection<UUID> ids) {
    return ids.stream().distinct().sorted(Comparator.comparing(UUID::toString)).toList();
  }

  /// The canonical bytes.
  public byte[] bytes() {
    Fields fields =
        new Fields().add(LABEL).add(transferId).add(enterpriseId).add(fromPersonId).add(toPersonId);
    acknowledgedBids.forEach(fields::add);
    return fields.bytes();
  }
}
