package org.bidseal.crypto.act;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bidseal.crypto.envelope.Envelope.Seal;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.tender.TenderChange;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;

/// What the bidder signs: the label of the act, envelope, opening, SM3 of the header; of a
/// confirmation also the change and the SM3 of the tender document; the time. Each `uint16 length ‖
/// bytes`, like a bid statement (docs/bid-envelope.md).
///
/// @param digest `e` under the signing key
record Statement(Octets bytes, Sm3Hash digest) {

  /// @param change that is confirmed; null for a retraction
  static Statement of(
      ActKind kind, Seal seal, @Nullable TenderChange change, Point key, Instant now) {
    Fields fields =
        new Fields()
            .add(kind.label())
            .add(seal.part().envelopeId())
            .add(seal.part().openingId())
            .add(seal.description().headerSm3());
    if (change != null) {
      fields.add(change.changeId()).add(Sm3Hash.ofHex(change.documentSm3()));
    }
    byte[] bytes = fields.add(now.truncatedTo(ChronoUnit.SECONDS).toString()).bytes();
    return new Statement(Octets.of(bytes), Sm2Digest.of(key, bytes));
  }

  String shortCode() {
    return Sm3Hash.of(bytes.bytes()).shortCode();
  }
}
