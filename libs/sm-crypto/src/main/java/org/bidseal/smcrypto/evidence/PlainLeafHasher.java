package org.bidseal.smcrypto.evidence;

import java.util.ArrayList;
import java.util.List;
import org.bidseal.smcrypto.Sm3Hash;

/// One leaf after another, by Bouncy Castle's SM3: everywhere, and as fast as SM3 of one stream is.
public final class PlainLeafHasher implements LeafHasher {
  @Override
  public String name() {
    return "bouncy-castle";
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public List<Sm3Hash> leaves(TreeKey key, Segments segments) {
    List<Sm3Hash> leaves = new ArrayList<>(segments.count());
    for (int i = 0; i < segments.count(); i++) {
      leaves.add(SegmentTree.leaf(key, segments.bytes(), segments.offset(i), segments.length(i)));
    }
    return leaves;
  }
}
