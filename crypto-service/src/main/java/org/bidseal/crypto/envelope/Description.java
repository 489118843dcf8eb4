package org.bidseal.crypto.envelope;

import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.sm4.Sm4Gcm;

/// What was sealed, as far as it can be known without the key, and the statement that binds the
/// bidder to it.
///
/// @param header the first 12 + H bytes of the envelope
/// @param treeRoot root of the keyed segment tree
/// @param statement the bytes to be co-signed
/// @param statementDigest their `e` under the statement key
public record Description(
    Octets header, Sm3Hash treeRoot, Octets statement, Sm3Hash statementDigest) {

  /// SM3 of the header's bytes.
  public Sm3Hash headerSm3() {
    return Sm3Hash.of(header.bytes());
  }

  /// Size of the whole envelope: the header, the file, and a tag per segment of 1 MiB.
  public long envelopeSize(long plaintextSize) {
    long segments = Math.max(1, Math.ceilDiv(plaintextSize, (long) EnvelopeHeader.SEGMENT_BYTES));
    return header.size() + plaintextSize + segments * Sm4Gcm.TAG_BYTES;
  }

  /// Six digits over the statement's bytes, as BidStatement makes them: the page and the phone both
  /// show them.
  public String shortCode() {
    return Sm3Hash.of(statement.bytes()).shortCode();
  }
}
