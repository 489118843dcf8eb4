package org.bidseal.smcrypto.evidence;

import org.bidseal.smcrypto.Sm3Hash;

/// The root of a segment tree over a file that arrives in pieces of any length, in the memory of
/// one digest. Serial: who has whole segments at hand is faster with a [LeafHasher]. Not for
/// sharing between threads.
public final class TreeStream {
  private final TreeKey key;
  private final int segmentBytes;
  private final SegmentTree tree = new SegmentTree();
  private LeafStream leaf;
  private int inLeaf;

  /// A stream under a key that stays the caller's.
  ///
  /// @param segmentBytes bytes of plaintext in a segment, at least 1
  public TreeStream(TreeKey key, int segmentBytes) {
    this.key = key;
    this.segmentBytes = segmentBytes;
    this.leaf = new LeafStream(key);
  }

  /// Appends a range.
  public TreeStream update(byte[] bytes, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (inLeaf == segmentBytes) {
        tree.add(leaf.finish());
        leaf = new LeafStream(key);
        inLeaf = 0;
      }
      int taken = Math.min(left, segmentBytes - inLeaf);
      leaf.update(bytes, from, taken);
      inLeaf += taken;
      from += taken;
      left -= taken;
    }
    return this;
  }

  /// The root over all that came; the stream ends with it.
  public Sm3Hash finish() {
    return tree.add(leaf.finish()).root();
  }
}
