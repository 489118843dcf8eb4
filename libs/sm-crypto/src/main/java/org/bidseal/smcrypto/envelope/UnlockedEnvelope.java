package org.bidseal.smcrypto.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeException.Reason;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.evidence.SegmentTree;
import org.bidseal.smcrypto.evidence.Segments;
import org.bidseal.smcrypto.evidence.TreeKey;
import org.bidseal.smcrypto.evidence.TreeState;
import org.bidseal.smcrypto.sm4.Sm4Gcm;

/// An envelope whose key passed the commitment. Single segments may be opened at any place and in
/// parallel; the file counts as opened only through [#openAll], or after its caller has checked the
/// tree root over all leaves. Closing it destroys the keys.
public final class UnlockedEnvelope implements AutoCloseable {
  private final EnvelopeHeader header;
  private final SegmentCipher cipher;
  private final LeafHasher hasher;
  private final TreeKey treeKey;

  UnlockedEnvelope(
      EnvelopeHeader header, SegmentCipher cipher, LeafHasher hasher, TreeKey treeKey) {
    this.header = header;
    this.cipher = cipher;
    this.hasher = hasher;
    this.treeKey = treeKey;
  }

  /// The header.
  public EnvelopeHeader header() {
    return header;
  }

  /// The tree key, which the opening record publishes. Destroyed together with this object.
  public TreeKey treeKey() {
    return treeKey;
  }

  /// Opens one segment and answers the length of its plaintext; of a segment whose tag does not
  /// match no byte is written.
  ///
  /// @param index from 0
  /// @param last whether it is the final one
  /// @throws EnvelopeException [Reason#SEGMENT_FORGED], or [Reason#TRUNCATED] if its length fits no
  ///   segment at that place
  public int openSegment(
      long index, boolean last, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    return cipher.open(index, last, in, inOffset, length, out, outOffset);
  }

  /// The tree's leaf of an opened segment.
  public Sm3Hash leaf(byte[] plaintext, int offset, int length) {
    return SegmentTree.leaf(treeKey, plaintext, offset, length);
  }

  /// Opens the file from its first segment to its end, in memory of one window of segments (as many
  /// as the leaf hasher takes at once), and checks the tree root. Whoever receives the bytes treats
  /// them as a bid only once this has returned.
  ///
  /// @param segments the envelope after its header
  /// @throws EnvelopeException [Reason#SEGMENT_FORGED], [Reason#TRUNCATED], [Reason#TOO_LONG],
  ///   [Reason#TREE_ROOT_MISMATCH]
  /// @throws UncheckedIOException if reading or writing fails
  public OpenedFile openAll(InputStream segments, OutputStream plaintext, Sm3Hash expectedRoot) {
    return openFrom(TreeState.NONE, segments, plaintext, expectedRoot, _ -> {});
  }

  /// [#openAll] that goes on where an earlier run of it stood, without opening anything twice; the
  /// root is still checked over the whole file.
  ///
  /// @param start what the earlier run was told last before it ended; [TreeState#NONE] begins anew
  /// @param segments the envelope from segment `start.leaves()` on
  /// @param checked is told after each window, when its plaintext has been written, what is checked
  ///   so far; may throw to end the run
  public OpenedFile openFrom(
      TreeState start,
      InputStream segments,
      OutputStream plaintext,
      Sm3Hash expectedRoot,
      Consumer<TreeState> checked) {
    OpenedFile opened;
    try {
      opened = openSegments(start, segments, plaintext, checked);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!opened.treeRoot().equals(expectedRoot)) {
      throw new EnvelopeException(Reason.TREE_ROOT_MISMATCH);
    }
    return opened;
  }

  private OpenedFile openSegments(
      TreeState start, InputStream in, OutputStream plaintext, Consumer<TreeState> checked)
      throws IOException {
    int size = header.segmentSize();
    SegmentTree tree = new SegmentTree(start);
    long index = start.leaves();
    long total = index * size;
    try (SegmentWindow window = new SegmentWindow(size, size + Sm4Gcm.TAG_BYTES, hasher.width())) {
      do {
        Segments sealed = window.fill(in);
        byte[] bytes = sealed.bytes();
        for (int i = 0; i < sealed.count(); i++, index++) {
          int offset = sealed.offset(i);
          int plain =
              cipher.open(index, window.isFinal(i), bytes, offset, sealed.length(i), bytes, offset);
          total += plain;
          if (total > EnvelopeLayout.MAX_PLAINTEXT_BYTES) {
            throw new EnvelopeException(Reason.TOO_LONG);
          }
          plaintext.write(bytes, offset, plain);
        }
        hasher.leaves(treeKey, sealed.shortenedBy(Sm4Gcm.TAG_BYTES)).forEach(tree::add);
        checked.accept(tree.state());
      } while (!window.atEnd());
    }
    return new OpenedFile(tree.root(), total, index);
  }

  @Override
  public void close() {
    cipher.close();
    treeKey.close();
  }
}
