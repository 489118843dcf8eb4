package org.bidseal.crypto.sealing.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.bidseal.crypto.blob.BlobDisposal;
import org.bidseal.crypto.blob.BlobDraft;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.BlobStore;
import org.bidseal.crypto.blob.BlobStreams;
import org.bidseal.crypto.envelope.Bid;
import org.bidseal.crypto.envelope.Description;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelope.Envelope.WithRecipients;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.sealing.CertificateKeys;
import org.bidseal.crypto.sealing.Descriptions;
import org.bidseal.crypto.sealing.Descriptions.Facts;
import org.bidseal.database.Transactions;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.envelope.EnvelopeSealer;
import org.bidseal.smcrypto.envelope.EnvelopeSealing;
import org.bidseal.smcrypto.envelope.SealedEnvelope;
import org.bidseal.smcrypto.evidence.FallbackNonce;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Seals for thin integrators while they upload. The plaintext passes through memory, one segment
/// at a time, and is never stored; the file key is gone when the upload ends. Leaves are hashed one
/// by one here: sixteen segments in memory for each of many slow uploads would cost more than lanes
/// save, beside the plain SM3 that a sealing computes anyway.
@Service
class ServerSealings {
  private static final int BUFFERS_IN_FLIGHT = 16;

  private final Envelopes envelopes;
  private final Openings openings;
  private final Descriptions descriptions;
  private final BlobStore store;
  private final BlobDisposal disposal;
  private final SealingThreads threads;
  private final Transactions transactions;
  private final EnvelopeSealer sealer;
  private final SecureRandom random;
  private final Ids ids;

  ServerSealings(
      Envelopes envelopes,
      Openings openings,
      Descriptions descriptions,
      BlobStore store,
      BlobDisposal disposal,
      SealingThreads threads,
      Transactions transactions,
      Sm4Gcm cipher,
      SecureRandom random,
      Ids ids) {
    this.envelopes = envelopes;
    this.openings = openings;
    this.descriptions = descriptions;
    this.store = store;
    this.disposal = disposal;
    this.threads = threads;
    this.transactions = transactions;
    this.sealer = new EnvelopeSealer(cipher, random);
    this.random = random;
    this.ids = ids;
  }

  /// What the platform gets back, for the bidder; digests in hex. `fallback` is told this once and
  /// kept nowhere.
  record SealedContent(
      UUID envelopeId, String headerSm3, String treeRoot, String shortCode, Fallback fallback) {}

  /// The bidder's proof of what was sealed, should the key be lost.
  record Fallback(String r, String plaintextSm3) {}

  private record Outcome(Facts facts, Fallback fallback) {}

  /// @param announced the request's Content-Length, if it has one
  Mono<SealedContent> seal(
      UUID envelopeId, Tenant tenant, OptionalLong announced, Flux<DataBuffer> body) {
    return envelopes
        .find(envelopeId, tenant)
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .flatMap(envelope ->
            envelope instanceof WithRecipients addressed
                ? Mono.just(addressed)
                : Mono.error(EnvelopeProblems.stateForbids(envelope, "take a plaintext")))
        .delayUntil(envelope -> check(envelope.bid(), announced))
        .delayUntil(envelope -> openings.getTakingBids(envelope.bid().openingId()))
        .flatMap(envelope -> seal(envelope, tenant, body));
  }

  private static Mono<Void> check(Bid bid, OptionalLong announced) {
    if (bid.sealing() != Sealing.SERVER) {
      return Mono.error(EnvelopeProblems.wrongSealing(bid));
    }
    return announced.isPresent() && announced.getAsLong() != bid.size()
        ? Mono.error(wrongSize(bid.size(), announced.getAsLong()))
        : Mono.empty();
  }

  private Mono<SealedContent> seal(WithRecipients envelope, Tenant tenant, Flux<DataBuffer> body) {
    BlobName name = BlobName.of("envelopes", envelope.bid().envelopeId(), ids.next());
    return threads
        .run(() -> seal(envelope, name, body))
        .flatMap(outcome ->
            add(envelope, tenant, name, outcome.facts())
                .map(described -> answer(described, outcome.fallback())))
        .onErrorResume(e -> disposal.now(name).then(Mono.error(e)));
  }

  private Outcome seal(WithRecipients envelope, BlobName name, Flux<DataBuffer> body) {
    Bid bid = envelope.bid();
    List<Point> recipients =
        envelope.addressing().recipients().stream().map(CertificateKeys::of).toList();
    try (BlobDraft draft = store.begin(name, bid.size());
        InputStream plaintext = inputStream(body);
        EnvelopeSealing sealing = sealer.start(bid.envelopeId(), bid.openingId(), recipients);
        OutputStream out = BlobStreams.output(draft)) {
      SealedEnvelope sealed = sealing.seal(new AtMost(plaintext, bid.size()), out);
      if (sealed.plaintextBytes() != bid.size()) {
        throw wrongSize(bid.size(), sealed.plaintextBytes());
      }
      out.flush();
      draft.commit();
      return outcome(sealed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The stream's lock may wait for its reader, which an event loop must not.
  private static InputStream inputStream(Flux<DataBuffer> body) {
    return DataBufferUtils.subscriberInputStream(
        body.publishOn(Schedulers.boundedElastic(), BUFFERS_IN_FLIGHT), BUFFERS_IN_FLIGHT);
  }

  private Outcome outcome(SealedEnvelope sealed) {
    try (FallbackNonce nonce = FallbackNonce.random(random)) {
      return new Outcome(
          new Facts(
              Octets.of(sealed.header().encoded()),
              sealed.treeRoot(),
              nonce.commitTo(sealed.plaintextSm3())),
          new Fallback(nonce.exposeHex(), sealed.plaintextSm3().hex()));
    }
  }

  private Mono<Described> add(WithRecipients before, Tenant tenant, BlobName name, Facts facts) {
    return descriptions
        .lock(before.bid().envelopeId(), tenant)
        .filter(envelope -> envelope.addressing().equals(before.addressing()))
        .switchIfEmpty(
            Mono.error(
                () -> EnvelopeProblems.stateForbids(before, "take content for old recipients")))
        .flatMap(envelope -> descriptions.describe(envelope, facts))
        .map(described -> described.store(name))
        .delayUntil(descriptions::keep)
        .as(transactions::inTransaction);
  }

  private static SealedContent answer(Described envelope, Fallback fallback) {
    Description description = envelope.description();
    return new SealedContent(
        envelope.bid().envelopeId(),
        description.headerSm3().hex(),
        description.treeRoot().hex(),
        description.shortCode(),
        fallback);
  }

  private static ProblemException wrongSize(long announced, long actual) {
    return new ProblemException(
            CryptoProblem.CONTENT_NOT_VALID,
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
