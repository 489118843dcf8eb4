package org.bidseal.crypto.sealing.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.bidseal.crypto.blob.BlobDisposal;
import org.bidseal.crypto.blob.BlobDraft;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.BlobStore;
import org.bidseal.crypto.blob.BlobStreams;
import org.bidseal.crypto.blob.ledger.StoredBlobs;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.Description;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelope.Envelope.WithRecipients;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.crypto.lock.LockGate;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.UploadProblem;
import org.bidseal.crypto.sealing.CertificateKeys;
import org.bidseal.crypto.sealing.Descriptions;
import org.bidseal.crypto.sealing.Descriptions.Facts;
import org.bidseal.database.Transactions;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeSealer;
import org.bidseal.smcrypto.envelope.EnvelopeSealing;
import org.bidseal.smcrypto.envelope.EnvelopeTerms;
import org.bidseal.smcrypto.envelope.SealedEnvelope;
import org.bidseal.smcrypto.evidence.ContentTree;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Seals for thin integrators, while they upload or from an upload that lies encrypted. The
/// plaintext passes through memory, one segment at a time; the file key is gone when the sealing
/// ends. Leaves are hashed one by one here: sixteen segments in memory for each of many slow
/// uploads would cost more than lanes save, beside the plain SM3 that a sealing computes anyway.
@Service
public class ServerSealings {
  /// Of a header beside its recipients, and of each of these: more than they ever take.
  private static final int HEADER_BYTES = 512;

  private static final int BUFFERS_IN_FLIGHT = 16;

  private final Envelopes envelopes;
  private final Openings openings;
  private final LockGate locks;
  private final Descriptions descriptions;
  private final BlobStore store;
  private final StoredBlobs ledger;
  private final BlobDisposal disposal;
  private final SealingThreads threads;
  private final Transactions transactions;
  private final EnvelopeSealer sealer;
  private final Ids ids;

  ServerSealings(
      Envelopes envelopes,
      Openings openings,
      LockGate locks,
      Descriptions descriptions,
      BlobStore store,
      StoredBlobs ledger,
      BlobDisposal disposal,
      SealingThreads threads,
      Transactions transactions,
      Sm4Gcm cipher,
      LeafHasher hasher,
      SecureRandom random,
      Ids ids) {
    this.envelopes = envelopes;
    this.openings = openings;
    this.locks = locks;
    this.descriptions = descriptions;
    this.store = store;
    this.ledger = ledger;
    this.disposal = disposal;
    this.threads = threads;
    this.transactions = transactions;
    this.sealer = new EnvelopeSealer(cipher, hasher, random);
    this.ids = ids;
  }

  /// What the platform gets back, for the bidder; digests in hex.
  ///
  /// @param treeKey for the bidder's own copy: with it his file counts if every key is lost. Told
  ///   this once and kept nowhere
  public record SealedContent(
      UUID envelopeId, String headerSm3, String treeRoot, String shortCode, String treeKey) {}

  private record Outcome(Facts facts, String treeKey, Sm3Hash contentRoot) {}

  /// Where a plaintext is read from; opened once, on a thread that may wait.
  @FunctionalInterface
  public interface Source {
    InputStream open();
  }

  /// Seals what comes in a request.
  ///
  /// @param announced the request's Content-Length, if it has one
  Mono<SealedContent> seal(
      UUID envelopeId, Tenant tenant, OptionalLong announced, Flux<DataBuffer> body) {
    return getTaking(envelopeId, tenant)
        .delayUntil(envelope -> check(envelope.part(), announced))
        .flatMap(envelope -> seal(envelope, tenant, () -> inputStream(body)));
  }

  /// The tenant's envelope, if it may take a plaintext now.
  ///
  /// @throws ProblemException (as the Mono's error) if there is none, or it may not
  public Mono<WithRecipients> getTaking(UUID envelopeId, Tenant tenant) {
    return envelopes
        .find(envelopeId, tenant)
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .flatMap(envelope ->
            envelope instanceof WithRecipients addressed
                ? Mono.just(addressed)
                : Mono.error(EnvelopeProblems.stateForbids(envelope, "take a plaintext")))
        .delayUntil(envelope ->
            envelope.part().sealing() == Sealing.SERVER
                ? openings.getTakingBids(envelope.part().openingId())
                : Mono.error(EnvelopeProblems.wrongSealing(envelope.part())));
  }

  private static Mono<Void> check(BidPart part, OptionalLong announced) {
    return announced.isPresent() && announced.getAsLong() != part.size()
        ? Mono.error(wrongSize(part.size(), announced.getAsLong()))
        : Mono.empty();
  }

  /// Seals a plaintext and describes the envelope by it.
  ///
  /// @throws ProblemException (as the Mono's error) {@link UploadProblem#CONTENT_NOT_VALID} if it
  ///   has another size than announced; whatever forbids to describe the envelope
  public Mono<SealedContent> seal(WithRecipients envelope, Tenant tenant, Source plaintext) {
    BlobName name = BlobName.of("envelopes", envelope.part().envelopeId(), ids.next());
    return ledger
        .book(name, envelope.part().platformId(), mostBytes(envelope))
        .then(Mono.defer(() -> locks.forSealing(envelope.part().openingId())))
        .flatMap(lock -> threads.run(() -> seal(envelope, lock, name, plaintext)))
        .flatMap(outcome ->
            add(envelope, tenant, name, outcome)
                .map(described -> answer(described, outcome.treeKey())))
        .onErrorResume(e -> disposal.now(name).then(Mono.error(e)));
  }

  private static long mostBytes(WithRecipients envelope) {
    long size = envelope.part().size();
    long segments = Math.ceilDiv(size, (long) EnvelopeHeader.SEGMENT_BYTES) + 1;
    int recipients = envelope.addressing().recipients().size();
    return size + segments * Sm4Gcm.TAG_BYTES + (recipients + 1L) * HEADER_BYTES;
  }

  private Outcome seal(
      WithRecipients envelope, Optional<EnvelopeTerms.Lock> lock, BlobName name, Source source) {
    BidPart part = envelope.part();
    List<Point> recipients =
        envelope.addressing().recipients().stream().map(CertificateKeys::of).toList();
    EnvelopeTerms unlocked =
        EnvelopeTerms.anyOf(part.envelopeId(), part.openingId(), recipients)
            .withThreshold(envelope.addressing().threshold());
    EnvelopeTerms terms =
        lock.map(one -> unlocked.lockedBy(one.lockId(), one.key())).orElse(unlocked);
    ContentTree content = new ContentTree();
    try (BlobDraft draft = store.begin(name, part.size());
        InputStream plaintext = source.open();
        EnvelopeSealing sealing = sealer.start(terms);
        OutputStream out =
            BlobStreams.output(bytes -> {
              content.update(bytes);
              draft.write(bytes);
            })) {
      String treeKey = sealing.treeKey().exposeHex();
      SealedEnvelope sealed = sealing.seal(new AtMost(plaintext, part.size()), out);
      if (sealed.plaintextBytes() != part.size()) {
        throw wrongSize(part.size(), sealed.plaintextBytes());
      }
      out.flush();
      draft.commit();
      return new Outcome(
          new Facts(Octets.of(sealed.header().encoded()), sealed.treeRoot()),
          treeKey,
          content.root());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The stream's lock may wait for its reader, which an event loop must not.
  private static InputStream inputStream(Flux<DataBuffer> body) {
    return DataBufferUtils.subscriberInputStream(
        body.publishOn(Schedulers.boundedElastic(), BUFFERS_IN_FLIGHT), BUFFERS_IN_FLIGHT);
  }

  private Mono<Described> add(
      WithRecipients before, Tenant tenant, BlobName name, Outcome outcome) {
    return descriptions
        .lock(before.part().envelopeId(), tenant)
        .filter(envelope -> envelope.addressing().equals(before.addressing()))
        .switchIfEmpty(
            Mono.error(
                () -> EnvelopeProblems.stateForbids(before, "take content for old recipients")))
        .flatMap(envelope -> descriptions.describe(envelope, outcome.facts()))
        .map(described -> described.store(name))
        .delayUntil(_ -> ledger.keepRoot(name, outcome.contentRoot()))
        .delayUntil(descriptions::keep)
        .as(transactions::inTransaction);
  }

  private static SealedContent answer(Described envelope, String treeKey) {
    Description description = envelope.description();
    return new SealedContent(
        envelope.part().envelopeId(),
        description.headerSm3().hex(),
        description.treeRoot().hex(),
        description.shortCode(),
        treeKey);
  }

  /// The refusal of a plaintext of another size.
  public static ProblemException wrongSize(long announced, long actual) {
    return new ProblemException(
            UploadProblem.CONTENT_NOT_VALID,
            "The announced size is " + announced + " bytes, the plaintext has " + actual + ".")
        .with("expectedSize", announced);
  }

  /// Refuses a stream as soon as it is longer than announced.
  private static final class AtMost extends InputStream {
    private final InputStream in;
    private final long most;
    private long seen;

    AtMost(InputStream in, long most) {
      this.in = in;
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      seen += Math.max(read, 0);
      if (seen > most) {
        throw wrongSize(most, seen);
      }
      return read;
    }
  }
}
