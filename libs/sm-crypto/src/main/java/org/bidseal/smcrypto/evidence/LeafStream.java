package org.bidseal.smcrypto.evidence;

import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.Sm3Stream;

/// One leaf of a segment tree, `SM3(0x00 ‖ treeKey ‖ plaintext)`, from a plaintext in pieces.
final class LeafStream {
  private static final byte[] LEAF = {0};

  private final Sm3Stream digest = new Sm3Stream();

  LeafStream(TreeKey key) {
    digest.update(LEAF).update(key.bytes());
  }

  LeafStream update(byte[] plaintext, int offset, int length) {
    digest.update(plaintext, offset, length);
    return this;
  }

  Sm3Hash finish() {
    return digest.finish();
  }
}
