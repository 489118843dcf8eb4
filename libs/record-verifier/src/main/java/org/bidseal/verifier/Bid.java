package org.bidseal.verifier;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.smcrypto.evidence.TreeKey;
import org.jspecify.annotations.Nullable;

/// What the entries so far tell of a bid.
///
/// @param entry in which it was sealed
/// @param leftIn the entry in which it gave way or was taken back; 0 if it was not
/// @param openedIn the entry in which it was opened; 0 if it was not
/// @param treeKeyHex public once it is open
record Bid(
    UUID envelopeId,
    long entry,
    Receipts.Sealed sealed,
    @Nullable Instant timestamp,
    long leftIn,
    long openedIn,
    @Nullable String treeKeyHex,
    String state) {
  static Bid sealed(UUID envelopeId, long entry, Receipts.Sealed sealed) {
    return new Bid(envelopeId, entry, sealed, null, 0, 0, null, "SEALED");
  }

  Bid timestamped(Instant at) {
    return new Bid(envelopeId, entry, sealed, at, leftIn, openedIn, treeKeyHex, state);
  }

  Bid left(long by, String how) {
    return new Bid(envelopeId, entry, sealed, timestamp, by, openedIn, treeKeyHex, how);
  }

  Bid opened(long in, String key) {
    return new Bid(envelopeId, entry, sealed, timestamp, leftIn, in, key, "DECRYPTED");
  }

  Bid openedByFallback(long in, String key) {
    return new Bid(envelopeId, entry, sealed, timestamp, leftIn, in, key, "OPENED_BY_FALLBACK");
  }

  /// Nothing has changed but how it stands.
  Bid in(String other) {
    return new Bid(envelopeId, entry, sealed, timestamp, leftIn, openedIn, treeKeyHex, other);
  }

  /// @throws IllegalStateException unless it was opened
  TreeKey treeKey() {
    if (treeKeyHex == null) {
      throw new IllegalStateException("the bid is not open");
    }
    return TreeKey.ofHex(treeKeyHex);
  }
}
