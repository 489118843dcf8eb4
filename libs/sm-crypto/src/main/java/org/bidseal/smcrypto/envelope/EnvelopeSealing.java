package org.bidseal.smcrypto.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeException.Reason;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.evidence.SegmentTree;
import org.bidseal.smcrypto.evidence.Segments;
import org.bidseal.smcrypto.evidence.TreeKey;
import org.bidseal.smcrypto.sm4.Sm4Gcm;

/// One envelope about to be sealed. It seals one file and no second: two files under one key and
/// the same nonces would reveal both. Closing it destroys the keys.
public final class EnvelopeSealing implements AutoCloseable {
  private final EnvelopeHeader header;
  private final SegmentCipher cipher;
  private final LeafHasher hasher;
  private final TreeKey treeKey;
  private final AtomicBoolean used = new AtomicBoolean();

  EnvelopeSealing(EnvelopeHeader header, SegmentCipher cipher, LeafHasher hasher, TreeKey treeKey) {
    this.header = header;
    this.cipher = cipher;
    this.hasher = hasher;
    this.treeKey = treeKey;
  }

  /// The header, complete before the first byte is sealed.
  public EnvelopeHeader header() {
    return header;
  }

  /// The tree key, for the bidder's own copy: with it his file shows the receipt's tree root should
  /// every key be lost. Destroyed by [#seal].
  public TreeKey treeKey() {
    return treeKey;
  }

  /// Reads the file to its end and writes the envelope, in memory of one window of segments: as
  /// many as the leaf hasher takes at once, but one for a file of one segment.
  ///
  /// @throws EnvelopeException [Reason#TOO_LONG] beyond 4 GiB
  /// @throws IllegalStateException at a second call
  /// @throws UncheckedIOException if reading or writing fails
  public SealedEnvelope seal(InputStream plaintext, OutputStream envelope) {
    if (!used.compareAndSet(false, true)) {
      throw new IllegalStateException("an envelope is sealed once");
    }
    try {
      return sealOnce(plaintext, envelope);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      close();
    }
  }

  private SealedEnvelope sealOnce(InputStream plaintext, OutputStream envelope) throws IOException {
    int size = header.segmentSize();
    SegmentTree tree = new SegmentTree();
    long total = 0;
    long index = 0;
    try (SegmentWindow window = new SegmentWindow(size, size, hasher.width())) {
      envelope.write(header.encoded());
      do {
        Segments segments = window.fill(plaintext);
        total += segments.totalLength();
        if (total > EnvelopeLayout.MAX_PLAINTEXT_BYTES) {
          throw new EnvelopeException(Reason.TOO_LONG);
        }
        hasher.leaves(treeKey, segments).forEach(tree::add);
        byte[] bytes = segments.bytes();
        for (int i = 0; i < segments.count(); i++, index++) {
          int offset = segments.offset(i);
          int length = segments.length(i);
          cipher.sealInPlace(index, window.isFinal(i), bytes, offset, length);
          envelope.write(bytes, offset, length + Sm4Gcm.TAG_BYTES);
        }
      } while (!window.atEnd());
    }
    Sm3Hash root = tree.root();
    long written = header.length() + total + index * Sm4Gcm.TAG_BYTES;
    return new SealedEnvelope(header, root, total, written);
  }

  @Override
  public void close() {
    cipher.close();
    treeKey.close();
  }
}
