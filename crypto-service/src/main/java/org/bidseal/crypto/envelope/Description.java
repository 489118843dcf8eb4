package org.bidseal.crypto.envelope;

import org.bidseal.smcrypto.Sm3Hash;

/// What was sealed, as far as it can be known without the key, and the statement that binds the
/// bidder to it.
///
/// @param header the first 12 + H bytes of the envelope
/// @param treeRoot root of the keyed segment tree
/// @param fallbackCommitment commitment to the plain SM3 of the file
/// @param statement the bytes to be co-signed
/// @param statementDigest their `e` under the statement key
public record Description(
    Octets header,
    Sm3Hash treeRoot,
    Sm3Hash fallbackCommitment,
    Octets statement,
    Sm3Hash statementDigest) {

  /// SM3 of the header's bytes.
  public Sm3Hash headerSm3() {
    return Sm3Hash.of(header.bytes());
  }

  /// Six digits of the statement's digest: the page and the phone both show them.
  public String shortCode() {
    return statementDigest.shortCode();
  }
}
