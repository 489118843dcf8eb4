package org.bidseal.crypto.keyanchor;

import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;

/// Up to where a key's chain is in a tree.
///
/// @param uses how many uses the chain had
/// @param head its hash then
record KeyAnchor(UUID keyId, long uses, Sm3Hash head) {
  Sm3Hash leaf() {
    return AuditTree.leaf(keyId, uses, head);
  }
}
