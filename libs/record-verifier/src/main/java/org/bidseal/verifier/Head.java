package org.bidseal.verifier;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.verifier.Chain.Entry;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Finding.Place;
import org.bidseal.verifier.finding.Findings;
import org.bidseal.verifier.json.Part;
import org.bidseal.verifier.trust.Authorities;
import org.bidseal.verifier.trust.SignedStatement;
import org.bidseal.verifier.trust.Timestamps;

/// The signed end of the chain (docs/opening-record.md, "The head").
final class Head {
  private static final Place HERE = new Place.Head();

  private Head() {}

  /// What the head says of itself.
  ///
  /// @param timestamp when a timestamp authority saw the signature; empty if its token is wrong
  record Facts(String signer, Instant recordedAt, Optional<Instant> timestamp) {}

  static Facts check(
      Part head,
      List<Entry> entries,
      Authorities authorities,
      Timestamps timestamps,
      Findings findings) {
    SignedStatement signed =
        SignedStatement.check(
            head,
            "recordedAt",
            HERE,
            Fault.HEAD_SIGNATURE_WRONG,
            authorities,
            timestamps,
            findings);
    checkStatement(signed.statement(), entries, findings);
    return new Facts(signed.signer(), signed.at(), signed.timestamp());
  }

  private static void checkStatement(Part statement, List<Entry> entries, Findings findings) {
    if (!statement.text("type").equals(Verifier.FORMAT)) {
      findings.fault(HERE, Fault.OTHER_FORMAT, statement.text("type"));
    }
    long signed = statement.whole("entries");
    if (signed < entries.size()) {
      findings.fault(HERE, Fault.ENTRIES_ADDED, signed + " < " + entries.size());
    } else if (signed > entries.size()) {
      findings.fault(HERE, Fault.ENTRIES_CUT_OFF, signed + " > " + entries.size());
    }
    Sm3Hash hash = statement.hash("hash");
    if (signed == entries.size() && !entries.isEmpty() && !hash.equals(entries.getLast().hash())) {
      findings.fault(HERE, Fault.HEAD_OF_OTHER_CHAIN);
    }
    if (!entries.isEmpty() && !statement.id("openingId").equals(entries.getFirst().openingId())) {
      findings.fault(HERE, Fault.HEAD_OF_OTHER_OPENING, statement.id("openingId"));
    }
  }
}
