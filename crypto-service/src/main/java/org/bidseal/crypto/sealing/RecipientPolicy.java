package org.bidseal.crypto.sealing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bidseal.crypto.envelope.Recipient;
import org.bidseal.identityview.CertificateView;
import org.bidseal.identityview.KeyUsage;

/// Who may receive a bid: holders of encryption certificates in force of the enterprises that bid,
/// none twice, the addressing person among them.
final class RecipientPolicy {
  private RecipientPolicy() {}

  /// What comes of a choice of certificates.
  sealed interface Verdict {}

  /// All may receive the bid.
  record Accepted(List<Recipient> recipients) implements Verdict {}

  /// A certificate, or its key, is named twice.
  record Twice(UUID certificateId) implements Verdict {}

  /// A certificate is unknown, of an enterprise that does not bid, for another use, or not in
  /// force.
  record NotValid(UUID certificateId) implements Verdict {}

  /// The person's own certificate is missing.
  record OwnMissing() implements Verdict {}

  /// @param chosen certificate ids in the person's order
  /// @param known those of them that are known
  /// @param bidders the enterprise that bids, or all of the consortium
  /// @param now the database's time
  static Verdict judge(
      List<UUID> chosen,
      Map<UUID, CertificateView> known,
      Set<UUID> bidders,
      UUID personId,
      Instant now) {
    Set<UUID> keys = new HashSet<>();
    List<Recipient> recipients = new ArrayList<>();
    boolean own = false;
    for (UUID certificateId : chosen) {
      CertificateView certificate = known.get(certificateId);
      if (certificate == null || !mayReceive(certificate, bidders, now)) {
        return new NotValid(certificateId);
      }
      if (!keys.add(certificate.keyId())) {
        return new Twice(certificateId);
      }
      own |= certificate.personId().equals(personId);
      recipients.add(CertificateKeys.recipient(certificate));
    }
    return own ? new Accepted(recipients) : new OwnMissing();
  }

  private static boolean mayReceive(CertificateView certificate, Set<UUID> bidders, Instant now) {
    UUID enterprise = certificate.enterpriseId();
    return certificate.usage() == KeyUsage.ENCRYPTION
        && enterprise != null
        && bidders.contains(enterprise)
        && certificate.inForceAt(now);
  }
}
