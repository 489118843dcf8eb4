package org.bidseal.smcrypto.evidence;

import java.nio.ByteBuffer;
import java.util.List;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.Sm3State;

/// The digest of a whole envelope as it was uploaded, header and tags included: the tree head of
/// RFC 6962 §2.1 with SM3 over its pieces of 1 MiB, computed while it passes.
///
/// A piece's leaf is `SM3(0x00 ‖ piece)`, without a key: an envelope is ciphertext under a random
/// key, and what depends on it alone says nothing of the plaintext. The state can be stored at any
/// byte and taken up by another process. Not for sharing between threads.
public final class ContentTree {
  /// Bytes of each piece but the last.
  public static final int PIECE_BYTES = 1024 * 1024;

  private static final byte[] LEAF = {0};
  private static final int BUFFER = 8 * 1024;

  private final SegmentTree tree;
  private Sm3State leaf;
  private int begun;

  /// Nothing has come yet.
  public ContentTree() {
    this(new SegmentTree(), newLeaf(), 0);
  }

  private ContentTree(SegmentTree tree, Sm3State leaf, int begun) {
    this.tree = tree;
    this.leaf = leaf;
    this.begun = begun;
  }

  private static Sm3State newLeaf() {
    return new Sm3State().update(LEAF, 0, LEAF.length);
  }

  /// Reads what [#encoded()] wrote.
  ///
  /// @throws IllegalArgumentException on anything else
  public static ContentTree decode(byte[] encoded) {
    List<byte[]> fields = Fields.read(encoded);
    if (fields.size() != 2) {
      throw new IllegalArgumentException("not the state of a content tree");
    }
    Sm3State leaf = Sm3State.decode(fields.get(1));
    long begun = leaf.seen() - LEAF.length;
    if (begun < 0 || begun >= PIECE_BYTES) {
      throw new IllegalArgumentException("not the state of a content tree");
    }
    return new ContentTree(
        new SegmentTree(TreeState.decode(fields.get(0))), leaf, Math.toIntExact(begun));
  }

  /// All that must be known to go on: under 600 bytes for the largest envelope.
  public byte[] encoded() {
    return new Fields().add(tree.state().encoded()).add(leaf.encoded()).bytes();
  }

  /// How many bytes have come.
  public long size() {
    return tree.state().leaves() * PIECE_BYTES + begun;
  }

  /// Takes in the next bytes; the buffer's position stays.
  public ContentTree update(ByteBuffer bytes) {
    ByteBuffer in = bytes.duplicate();
    byte[] copy = new byte[Math.min(BUFFER, in.remaining())];
    while (in.hasRemaining()) {
      int length = Math.min(Math.min(copy.length, in.remaining()), PIECE_BYTES - begun);
      in.get(copy, 0, length);
      leaf.update(copy, 0, length);
      begun += length;
      if (begun == PIECE_BYTES) {
        tree.add(leaf.hash());
        leaf = newLeaf();
        begun = 0;
      }
    }
    return this;
  }

  /// The root over all that has come; more may follow.
  ///
  /// @throws IllegalStateException if nothing has: an envelope has a header
  public Sm3Hash root() {
    SegmentTree whole = new SegmentTree(tree.state());
    return (begun == 0 ? whole : whole.add(leaf.hash())).root();
  }
}
