package org.bidseal.smcrypto.evidence;

import java.util.List;
import org.bidseal.smcrypto.Sm3Hash;

/// Computes leaves of a segment tree, several at once where that is faster. Implementations are
/// stateless and safe to share between threads.
public interface LeafHasher {
  /// A short name for logs and metrics, such as `bouncy-castle`.
  String name();

  /// How many segments it likes to be given at once; at least 1.
  int width();

  /// The leaves of the segments, in their order, each as [SegmentTree#leaf] defines it.
  List<Sm3Hash> leaves(TreeKey key, Segments segments);
}
