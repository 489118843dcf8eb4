package org.bidseal.verifier;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.bidseal.verifier.Chain.Entry;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Findings;
import org.bidseal.verifier.json.Part;

/// How many recipients open a bid together: what the opening demanded, what the receipt says, and
/// whether so many gave their shares before the bid was decrypted.
final class Policies {
  private final Findings findings;
  private final Map<UUID, Set<UUID>> givenBy = new HashMap<>();
  private long demanded = 1;
  private boolean exactly;

  Policies(Findings findings) {
    this.findings = findings;
  }

  /// What an OPENING_REGISTERED demands; records of before demand nothing.
  void registered(Part payload) {
    if (payload.has("recipientPolicy")) {
      Part policy = payload.part("recipientPolicy");
      demanded = policy.whole("threshold");
      exactly = policy.text("rule").equals("EXACTLY");
    }
  }

  /// @param threshold of the receipt; empty if it says none, as receipts before version 3
  void sealed(Entry entry, OptionalLong threshold) {
    if (threshold.isPresent() && !isMetBy(threshold.getAsLong())) {
      findings.fault(entry.place(), Fault.POLICY_NOT_MET, demanded);
    }
  }

  private boolean isMetBy(long threshold) {
    return exactly ? threshold == demanded : threshold >= demanded;
  }

  /// Counts a KEY_SHARE_GIVEN.
  void given(Entry entry, OptionalLong threshold) {
    Part payload = entry.payload();
    givenBy
        .computeIfAbsent(payload.id("envelopeId"), _ -> new HashSet<>())
        .add(payload.part("attempt").id("keyId"));
    if (threshold.isPresent() && payload.whole("threshold") != threshold.getAsLong()) {
      findings.fault(entry.place(), Fault.POLICY_DIFFERS, threshold.getAsLong());
    }
  }

  /// Of a BID_DECRYPTED.
  void decrypted(Entry entry, OptionalLong threshold) {
    int given = givenBy.getOrDefault(entry.payload().id("envelopeId"), Set.of()).size();
    if (threshold.orElse(1) > 1 && given < threshold.getAsLong()) {
      findings.fault(entry.place(), Fault.SHARES_TOO_FEW, threshold.getAsLong());
    }
  }
}
