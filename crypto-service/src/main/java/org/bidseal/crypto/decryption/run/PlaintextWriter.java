package org.bidseal.crypto.decryption.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.bidseal.crypto.blob.BlobMissingException;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.BlobReader;
import org.bidseal.crypto.blob.BlobStore;
import org.bidseal.crypto.blob.BlobStreams;
import org.bidseal.crypto.blob.LastingDraft;
import org.bidseal.crypto.envelope.DecryptionFailure;
import org.bidseal.crypto.envelope.Envelope.Seal;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeException;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeLayout;
import org.bidseal.smcrypto.envelope.EnvelopeOpener;
import org.bidseal.smcrypto.envelope.FileKey;
import org.bidseal.smcrypto.envelope.UnlockedEnvelope;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.evidence.TreeState;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.springframework.stereotype.Component;

/// Streams one plaintext out. The blob appears only after the last tag and the tree root were
/// right, whether one run wrote it or several; until then, and after a refusal, nothing of it is to
/// be seen. Blocks, for as long as the file is long.
@Component
public class PlaintextWriter {
  private final BlobStore store;
  private final EnvelopeOpener opener;
  private final DecryptionMetrics metrics;
  private final DecryptionProperties properties;

  PlaintextWriter(
      BlobStore store,
      Sm4Gcm cipher,
      LeafHasher hasher,
      DecryptionMetrics metrics,
      DecryptionProperties properties) {
    this.store = store;
    this.opener = new EnvelopeOpener(cipher, hasher);
    this.metrics = metrics;
    this.properties = properties;
  }

  /// What came of it.
  public sealed interface Result {}

  /// The plaintext is stored.
  public record Written(Sm3Hash treeKey) implements Result {}

  /// The content can never be decrypted with this key.
  public record Refused(DecryptionFailure reason) implements Result {}

  /// Begins the plaintext's draft, unless an earlier run did.
  ///
  /// @return the store's handle of it
  /// @throws org.bidseal.crypto.blob.BlobStoreException if the store fails or has no room
  public String prepare(long size, BlobName target, RunState state) {
    Checkpoint checkpoint = state.checkpoint();
    if (checkpoint == null) {
      checkpoint = new Checkpoint(TreeState.NONE, store.prepare(target, size));
      state.checkpoint(checkpoint);
    }
    return checkpoint.draft();
  }

  /// Decrypts a bid, or what is left of it, and answers what came of it.
  ///
  /// @param target where the plaintext goes
  /// @param state goes on at its checkpoint, if it has one whose draft is still there, and is told
  ///   how far it comes
  /// @throws org.bidseal.crypto.blob.BlobStoreException if the store fails; another try may succeed
  /// @throws HandedBackException if the worker stops
  public Result write(Seal seal, FileKey key, BlobName target, RunState state) {
    try (BlobReader content = store.open(seal.content());
        InputStream head = BlobStreams.input(content, 0)) {
      EnvelopeHeader header = EnvelopeHeader.read(head);
      if (!header.hash().equals(seal.description().headerSm3())) {
        return new Refused(DecryptionFailure.CONTENT_TAMPERED);
      }
      try (UnlockedEnvelope envelope = opener.unlock(header, key)) {
        return write(seal, content, envelope, target, state);
      }
    } catch (EnvelopeException e) {
      return new Refused(reason(e.reason()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result write(
      Seal seal, BlobReader content, UnlockedEnvelope envelope, BlobName target, RunState state)
      throws IOException {
    EnvelopeLayout layout = EnvelopeLayout.of(envelope.header(), content.size());
    try (Part part = begin(seal, layout, target, state);
        InputStream in = BlobStreams.input(content, part.offset(layout));
        OutputStream out = BlobStreams.output(part.draft()::write)) {
      Progress progress = new Progress(part, out, state);
      envelope.openFrom(part.tree(), in, out, seal.description().treeRoot(), progress::checked);
      out.flush();
      part.draft().commit();
      return new Written(Sm3Hash.ofHex(envelope.treeKey().exposeHex()));
    } catch (BlobMissingException e) {
      state.checkpoint(null);
      throw e;
    }
  }

  /// A draft, and what it holds already. Closing it keeps what is durable.
  private record Part(LastingDraft draft, String handle, TreeState tree, int segmentSize)
      implements AutoCloseable {
    long offset(EnvelopeLayout layout) {
      // A run that crashed before its last segment; the state after the last one is never stored.
      return layout.offset(tree.leaves());
    }

    @Override
    public void close() {
      draft.close();
    }
  }

  private Part begin(Seal seal, EnvelopeLayout layout, BlobName target, RunState state) {
    Checkpoint checkpoint = state.checkpoint();
    if (checkpoint != null && checkpoint.tree().leaves() < layout.segmentCount()) {
      try {
        return resume(layout, target, checkpoint, state);
      } catch (BlobMissingException _) {
        // Committed by a run that could not say so any more, or swept.
        state.checkpoint(null);
      }
    }
    String handle = prepare(seal.part().size(), target, state);
    return new Part(store.resume(target, handle, 0), handle, TreeState.NONE, layout.segmentSize());
  }

  private Part resume(
      EnvelopeLayout layout, BlobName target, Checkpoint checkpoint, RunState state) {
    TreeState tree = checkpoint.tree();
    long written = tree.leaves() * layout.segmentSize();
    LastingDraft draft = store.resume(target, checkpoint.draft(), written);
    metrics.resumed(tree.leaves());
    state.done(written);
    return new Part(draft, checkpoint.draft(), tree, layout.segmentSize());
  }

  private static DecryptionFailure reason(EnvelopeException.Reason reason) {
    return switch (reason) {
      case TREE_ROOT_MISMATCH -> DecryptionFailure.TREE_ROOT_MISMATCH;
      case NOT_AN_ENVELOPE,
          UNKNOWN_VERSION,
          HEADER_TOO_LONG,
          HEADER_MALFORMED,
          RECIPIENTS_INVALID,
          POLICY_INVALID,
          KEY_COMMITMENT_MISMATCH,
          SEGMENT_FORGED,
          TRUNCATED,
          TOO_LONG ->
          DecryptionFailure.CONTENT_TAMPERED;
    };
  }

  /// Follows one run, window by window.
  private final class Progress {
    private final Part part;
    private final OutputStream out;
    private final RunState state;
    private long segments;
    private long kept;
    private long keptAt = System.nanoTime();

    Progress(Part part, OutputStream out, RunState state) {
      this.part = part;
      this.out = out;
      this.state = state;
      this.segments = part.tree().leaves();
      this.kept = segments * part.segmentSize();
    }

    void checked(TreeState tree) {
      metrics.opened(tree.leaves() - segments);
      segments = tree.leaves();
      long done = segments * part.segmentSize();
      state.done(done);
      boolean stopping = state.isStopping();
      if (stopping
          || done - kept >= properties.checkpointSize().toBytes()
          || System.nanoTime() - keptAt >= properties.checkpointInterval().toNanos()) {
        flush();
        part.draft().sync();
        state.checkpoint(new Checkpoint(tree, part.handle()));
        kept = done;
        keptAt = System.nanoTime();
      }
      if (stopping) {
        throw new HandedBackException();
      }
    }

    private void flush() {
      try {
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
