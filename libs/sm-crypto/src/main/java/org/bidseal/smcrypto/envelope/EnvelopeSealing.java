package org.bidseal.smcrypto.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.Sm3Stream;
import org.bidseal.smcrypto.envelope.EnvelopeException.Reason;
import org.bidseal.smcrypto.evidence.SegmentTree;
import org.bidseal.smcrypto.evidence.TreeKey;
import org.bidseal.smcrypto.sm4.Sm4Gcm;

/// One envelope about to be sealed. It seals one file and no second: two files under one key and
/// the same nonces would reveal both. Closing it destroys the keys.
public final class EnvelopeSealing implements AutoCloseable {
  private final EnvelopeHeader header;
  private final SegmentCipher cipher;
  private final TreeKey treeKey;
  private final AtomicBoolean used = new AtomicBoolean();

  EnvelopeSealing(EnvelopeHeader header, SegmentCipher cipher, TreeKey treeKey) {
    this.header = header;
    this.cipher = cipher;
    this.treeKey = treeKey;
  }

  /// The header, complete before the first byte is sealed.
  public EnvelopeHeader header() {
    return header;
  }

  /// Reads the file to its end and writes the envelope, in memory of three segments.
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
    byte[] current = new byte[size];
    byte[] next = new byte[size];
    byte[] sealed = new byte[size + Sm4Gcm.TAG_BYTES];
    Sm3Stream plain = new Sm3Stream();
    SegmentTree tree = new SegmentTree();
    long total = 0;
    long index = 0;
    try {
      envelope.write(header.encoded());
      int length = plaintext.readNBytes(current, 0, size);
      boolean last;
      do {
        int following = length < size ? 0 : plaintext.readNBytes(next, 0, size);
        last = following == 0;
        total += length;
        if (total > EnvelopeLayout.MAX_PLAINTEXT_BYTES) {
          throw new EnvelopeException(Reason.TOO_LONG);
        }
        plain.update(current, 0, length);
        tree.add(SegmentTree.leaf(treeKey, current, 0, length));
        cipher.seal(index, last, current, length, sealed);
        envelope.write(sealed, 0, length + Sm4Gcm.TAG_BYTES);
        index++;
        byte[] free = current;
        current = next;
        next = free;
        length = following;
      } while (!last);
    } finally {
      Arrays.fill(current, (byte) 0);
      Arrays.fill(next, (byte) 0);
    }
    Sm3Hash root = tree.root();
    long written = header.length() + total + index * Sm4Gcm.TAG_BYTES;
    return new SealedEnvelope(header, root, plain.finish(), total, written);
  }

  @Override
  public void close() {
    cipher.close();
    treeKey.close();
  }
}
