package org.bidseal.smcrypto.evidence;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bidseal.smcrypto.Sm3Hash;

/// How far a [SegmentTree] has come: enough to go on with the next leaf, and no secret without the
/// tree key. At most 12 roots for the 4,096 segments of the largest file.
///
/// @param leaves added so far
/// @param roots of the perfect subtrees over them, from left to right, each smaller than the one
///   before: one for each bit of `leaves` that is set
public record TreeState(long leaves, List<Sm3Hash> roots) {
  /// Nothing added yet.
  public static final TreeState NONE = new TreeState(0, List.of());

  /// @throws IllegalArgumentException if there cannot be that many roots
  public TreeState {
    roots = List.copyOf(roots);
    if (leaves < 0 || roots.size() != Long.bitCount(leaves)) {
      throw new IllegalArgumentException(
          "a tree of " + leaves + " leaves does not have " + roots.size() + " subtrees");
    }
  }

  /// As bytes: `uint64 leaves ‖ roots`.
  public byte[] encoded() {
    ByteBuffer out = ByteBuffer.allocate(Long.BYTES + roots.size() * Sm3Hash.BYTES);
    out.putLong(leaves);
    roots.forEach(root -> out.put(root.bytes()));
    return out.array();
  }

  /// Reads what [#encoded()] wrote.
  ///
  /// @throws IllegalArgumentException on anything else
  public static TreeState decode(byte[] encoded) {
    if (encoded.length < Long.BYTES || encoded.length % Sm3Hash.BYTES != Long.BYTES) {
      throw new IllegalArgumentException("not the state of a tree");
    }
    ByteBuffer in = ByteBuffer.wrap(encoded);
    long leaves = in.getLong();
    List<Sm3Hash> roots = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] root = new byte[Sm3Hash.BYTES];
      in.get(root);
      roots.add(Sm3Hash.ofBytes(root));
    }
    return new TreeState(leaves, roots);
  }
}
