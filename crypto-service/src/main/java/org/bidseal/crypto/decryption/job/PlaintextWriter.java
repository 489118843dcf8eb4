package org.bidseal.crypto.decryption.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.LongConsumer;
import org.bidseal.crypto.blob.BlobDraft;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.BlobReader;
import org.bidseal.crypto.blob.BlobStore;
import org.bidseal.crypto.blob.BlobStreams;
import org.bidseal.crypto.envelope.DecryptionFailure;
import org.bidseal.crypto.envelope.Envelope.Seal;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeException;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeOpener;
import org.bidseal.smcrypto.envelope.FileKey;
import org.bidseal.smcrypto.envelope.UnlockedEnvelope;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.springframework.stereotype.Component;

/// Streams one plaintext out. The blob appears only after the last tag and the tree root were
/// right; before that, and after any failure, nothing of it is there. Blocks, for as long as the
/// file is long.
@Component
class PlaintextWriter {
  private final BlobStore store;
  private final EnvelopeOpener opener;

  PlaintextWriter(BlobStore store, Sm4Gcm cipher, LeafHasher hasher) {
    this.store = store;
    this.opener = new EnvelopeOpener(cipher, hasher);
  }

  /// What came of it.
  sealed interface Result {}

  /// The plaintext is stored.
  record Written(Sm3Hash treeKey) implements Result {}

  /// The content can never be decrypted with this key.
  record Refused(DecryptionFailure reason) implements Result {}

  /// @param target where the plaintext goes
  /// @param progress is told how many bytes of plaintext are written, now and then
  /// @throws org.bidseal.crypto.blob.BlobStoreException if the store fails; another try may succeed
  Result write(Seal seal, FileKey key, BlobName target, LongConsumer progress) {
    try (BlobReader content = store.open(seal.content());
        InputStream in = BlobStreams.input(content, 0);
        BlobDraft draft = store.begin(target, seal.bid().size())) {
      return write(seal, key, in, draft, progress);
    } catch (EnvelopeException e) {
      return new Refused(reason(e.reason()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result write(
      Seal seal, FileKey key, InputStream in, BlobDraft draft, LongConsumer progress)
      throws IOException {
    EnvelopeHeader header = EnvelopeHeader.read(in);
    if (!header.hash().equals(seal.description().headerSm3())) {
      return new Refused(DecryptionFailure.CONTENT_TAMPERED);
    }
    try (UnlockedEnvelope envelope = opener.unlock(header, key);
        OutputStream out = new Counting(BlobStreams.output(draft), progress)) {
      envelope.openAll(in, out, seal.description().treeRoot());
      out.flush();
      draft.commit();
      return new Written(Sm3Hash.ofHex(envelope.treeKey().exposeHex()));
    }
  }

  private static DecryptionFailure reason(EnvelopeException.Reason reason) {
    return switch (reason) {
      case TREE_ROOT_MISMATCH -> DecryptionFailure.TREE_ROOT_MISMATCH;
      case NOT_AN_ENVELOPE,
          UNKNOWN_VERSION,
          HEADER_TOO_LONG,
          HEADER_MALFORMED,
          RECIPIENTS_INVALID,
          KEY_COMMITMENT_MISMATCH,
          SEGMENT_FORGED,
          TRUNCATED,
          TOO_LONG ->
          DecryptionFailure.CONTENT_TAMPERED;
    };
  }

  private static final class Counting extends OutputStream {
    private final OutputStream out;
    private final LongConsumer progress;
    private long written;

    Counting(OutputStream out, LongConsumer progress) {
      this.out = out;
      this.progress = progress;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      progress.accept(++written);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      written += length;
      progress.accept(written);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
