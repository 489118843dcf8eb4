package org.bidseal.smcrypto.evidence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.bidseal.smcrypto.Sm3Hash;

/// The Merkle tree over a file's segments, shaped as in RFC 6962 §2.1, built leaf by leaf in memory
/// logarithmic in their number. Leaves are independent of each other and may be computed in
/// parallel; they are added in order. Not for sharing between threads.
public final class SegmentTree {
  private static final byte[] NODE = {1};

  /// Perfect subtrees from left to right; the deque's first is the rightmost, the smallest.
  private final Deque<Subtree> subtrees = new ArrayDeque<>();

  private record Subtree(long leaves, Sm3Hash root) {}

  /// A tree with nothing in it.
  public SegmentTree() {}

  /// Goes on where another tree stood.
  public SegmentTree(TreeState state) {
    long rest = state.leaves();
    for (Sm3Hash root : state.roots()) {
      long leaves = Long.highestOneBit(rest);
      subtrees.addFirst(new Subtree(leaves, root));
      rest -= leaves;
    }
  }

  /// All that a tree must know to go on elsewhere.
  public TreeState state() {
    List<Sm3Hash> roots = new ArrayList<>();
    long leaves = 0;
    for (Subtree subtree : subtrees.reversed()) {
      leaves += subtree.leaves();
      roots.add(subtree.root());
    }
    return new TreeState(leaves, roots);
  }

  /// The leaf of a segment: `SM3(0x00 ‖ treeKey ‖ plaintext)`. An empty file has one leaf of no
  /// plaintext.
  public static Sm3Hash leaf(TreeKey key, byte[] plaintext, int offset, int length) {
    return new LeafStream(key).update(plaintext, offset, length).finish();
  }

  /// Appends the next leaf.
  public SegmentTree add(Sm3Hash leaf) {
    Subtree added = new Subtree(1, leaf);
    while (!subtrees.isEmpty() && subtrees.getFirst().leaves() == added.leaves()) {
      Subtree left = subtrees.removeFirst();
      added = new Subtree(2 * added.leaves(), node(left.root(), added.root()));
    }
    subtrees.addFirst(added);
    return this;
  }

  /// The tree head over all leaves added so far; more may follow.
  ///
  /// @throws IllegalStateException if there is none: every envelope has at least one segment
  public Sm3Hash root() {
    if (subtrees.isEmpty()) {
      throw new IllegalStateException("a segment tree has at least one leaf");
    }
    Iterator<Subtree> fromRight = subtrees.iterator();
    Sm3Hash head = fromRight.next().root();
    while (fromRight.hasNext()) {
      head = node(fromRight.next().root(), head);
    }
    return head;
  }

  /// `SM3(0x01 ‖ left ‖ right)`.
  private static Sm3Hash node(Sm3Hash left, Sm3Hash right) {
    return Sm3Hash.of(NODE, left.bytes(), right.bytes());
  }
}
