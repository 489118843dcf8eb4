package org.bidseal.crypto.key;

import java.util.UUID;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.KeyUsage;

/// The server's side of a split key (docs/split-key.md, "Shares").
///
/// @param publicKey `P`, which never changes
/// @param p1 the phone's `P1`; kept from everyone, since with it a thief could test PINs
/// @param generation 1 at first, one more with each refresh
/// @param d2 the server's share, wrapped with the key's id and generation
/// @param resetKey the pair under which the phone seals `D1` against a forgotten PIN
public record SplitKey(
    UUID keyId,
    KeyUsage usage,
    UUID ownerPersonId,
    Point publicKey,
    Point p1,
    int generation,
    WrappedSecret d2,
    ResetKey resetKey) {
  /// What refresh puts in place of the old share.
  public SplitKey succeededBy(Point newP1, WrappedSecret newD2, ResetKey newResetKey) {
    return new SplitKey(
        keyId, usage, ownerPersonId, publicKey, newP1, generation + 1, newD2, newResetKey);
  }

  @Override
  public String toString() {
    return "SplitKey[" + keyId + ", " + usage + ", generation " + generation + "]";
  }
}
