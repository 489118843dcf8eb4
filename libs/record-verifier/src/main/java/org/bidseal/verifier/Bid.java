package org.bidseal.verifier;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.smcrypto.evidence.TreeKey;
import org.jspecify.annotations.Nullable;

/// What the entries so far tell of a bid.
///
/// @param entry in which it was sealed
/// @param supersededIn the entry in which it gave way; 0 if it did not
/// @param openedIn the entry in which it was decrypted; 0 if it was not
/// @param treeKeyHex public once it is open
record Bid(
    UUID envelopeId,
    long entry,
    Receipts.Sealed sealed,
    @Nullable Instant timestamp,
    long supersededIn,
    long openedIn,
    @Nullable String treeKeyHex,
    String state) {
  static Bid sealed(UUID envelopeId, long entry, Receipts.Sealed sealed) {
    return new Bid(envelopeId, entry, sealed, null, 0, 0, null, "SEALED");
  }

  Bid timestamped(Instant at) {
    return new Bid(envelopeId, entry, sealed, at, supersededIn, openedIn, treeKeyHex, state);
  }

  Bid superseded(long by) {
    return new Bid(envelopeId, entry, sealed, timestamp, by, openedIn, treeKeyHex, "SUPERSEDED");
  }

  Bid opened(long in, String key) {
    return new Bid(envelopeId, entry, sealed, timestamp, supersededIn, in, key, "DECRYPTED");
  }

  Bid failed(String reason) {
    return new Bid(
        envelopeId, entry, sealed, timestamp, supersededIn, openedIn, treeKeyHex, reason);
  }

  /// @throws IllegalStateException unless it was opened
  TreeKey treeKey() {
    if (treeKeyHex == null) {
      throw new IllegalStateException("the bid is not open");
    }
    return TreeKey.ofHex(treeKeyHex);
  }
}
