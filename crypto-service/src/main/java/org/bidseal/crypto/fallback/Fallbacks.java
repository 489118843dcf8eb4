package org.bidseal.crypto.fallback;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bidseal.crypto.bidlog.BidLog;
import org.bidseal.crypto.blob.BlobDisposal;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.intake.BlobUploads;
import org.bidseal.crypto.blob.ledger.StoredBlobs;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.FallbackOpening;
import org.bidseal.crypto.envelope.Envelope.Openable;
import org.bidseal.crypto.envelope.Envelope.OpenedByFallback;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.envelopedesk.EnvelopeView;
import org.bidseal.crypto.envelopedesk.EnvelopeViews;
import org.bidseal.crypto.lock.waiver.WaiverGate;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.tender.TenderChanges;
import org.bidseal.database.Transactions;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Takes the plain file of a bid. The upload runs outside any transaction and begins within the
/// window; it counts if the opening is not concluded when it ends, since the receipt's tree root
/// leaves the bidder nothing to choose meanwhile.
@Service
class Fallbacks {
  private static final Pattern TREE_KEY = Pattern.compile("[0-9a-f]{64}");

  private final Envelopes envelopes;
  private final Openings openings;
  private final TenderChanges changes;
  private final WaiverGate waivers;
  private final BlobUploads uploads;
  private final StoredBlobs ledger;
  private final BlobDisposal disposal;
  private final Transactions transactions;
  private final EnvelopeViews views;
  private final Outbox outbox;
  private final BidLog log;
  private final Ids ids;

  Fallbacks(
      Envelopes envelopes,
      Openings openings,
      TenderChanges changes,
      WaiverGate waivers,
      BlobUploads uploads,
      StoredBlobs ledger,
      BlobDisposal disposal,
      Transactions transactions,
      EnvelopeViews views,
      Outbox outbox,
      BidLog log,
      Ids ids) {
    this.envelopes = envelopes;
    this.openings = openings;
    this.changes = changes;
    this.waivers = waivers;
    this.uploads = uploads;
    this.ledger = ledger;
    this.disposal = disposal;
    this.transactions = transactions;
    this.views = views;
    this.outbox = outbox;
    this.log = log;
    this.ids = ids;
  }

  /// Data of `org.bidseal.crypto.bid-opened-by-fallback.v1`.
  record BidOpenedByFallback(
      UUID envelopeId, UUID openingId, UUID platformId, UUID enterpriseId, Instant openedAt) {
    static final String TYPE = "org.bidseal.crypto.bid-opened-by-fallback.v1";
  }

  /// @param treeKey 64 lower-case hex digits; anything else is refused, to those who may know of
  ///   the envelope
  /// @param announced the request's Content-Length, if it has one
  Mono<EnvelopeView> open(
      UUID envelopeId,
      Tenant tenant,
      @Nullable String treeKey,
      OptionalLong announced,
      Flux<DataBuffer> body) {
    return openable(envelopes.find(envelopeId, tenant), envelopeId)
        .delayUntil(envelope ->
            openings.ofEnvelope(envelope.part().openingId()).doOnNext(Fallbacks::checkWindow))
        .delayUntil(envelope -> changes.requireNotExcluded(envelope.part().envelopeId()))
        .delayUntil(
            envelope -> waivers.require(envelope.part().openingId(), envelope.part().envelopeId()))
        .flatMap(envelope -> open(envelope, tenant, checked(treeKey), announced, body))
        .flatMap(views::show);
  }

  private Mono<Envelope> open(
      Openable envelope,
      Tenant tenant,
      Sm3Hash treeKey,
      OptionalLong announced,
      Flux<DataBuffer> body) {
    BidPart part = envelope.part();
    if (announced.isPresent() && announced.getAsLong() != part.size()) {
      return Mono.error(FallbackCheck.wrongSize(part.size()));
    }
    var check = new FallbackCheck(envelope.seal().description().treeRoot(), treeKey, part.size());
    BlobName name = BlobName.of("plaintexts", part.envelopeId(), ids.next());
    return ledger
        .enter(name, part.platformId(), part.size())
        .then(uploads.store(name, part.size(), body, check::accept, check::finish))
        .then(Mono.defer(() -> keep(part.envelopeId(), tenant, name, treeKey)))
        .onErrorResume(e -> disposal.now(name).then(Mono.error(e)));
  }

  private Mono<Envelope> keep(UUID envelopeId, Tenant tenant, BlobName name, Sm3Hash treeKey) {
    return openable(envelopes.lock(envelopeId, tenant), envelopeId)
        .zipWhen(envelope -> openings.ofEnvelope(envelope.part().openingId()))
        .doOnNext(both -> checkNotConcluded(both.getT2()))
        .map(both ->
            both.getT1().openByFallback(new FallbackOpening(both.getT2().now(), name, treeKey)))
        .delayUntil(envelopes::save)
        .delayUntil(_ -> ledger.written(name))
        .delayUntil(this::tell)
        .delayUntil(log::openedByFallback)
        .<Envelope>map(opened -> opened)
        .as(transactions::inTransaction);
  }

  private Mono<Void> tell(OpenedByFallback envelope) {
    BidPart part = envelope.part();
    return outbox.add(
        BidOpenedByFallback.TYPE,
        part.envelopeId(),
        new BidOpenedByFallback(
            part.envelopeId(),
            part.openingId(),
            part.platformId(),
            part.enterpriseId(),
            envelope.fallback().openedAt()));
  }

  private static Mono<Openable> openable(Mono<Envelope> found, UUID envelopeId) {
    return found
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .flatMap(envelope ->
            envelope instanceof Openable openable
                ? Mono.just(openable)
                : Mono.error(EnvelopeProblems.stateForbids(envelope, "be opened by fallback")));
  }

  private static Sm3Hash checked(@Nullable String treeKey) {
    if (treeKey == null || !TREE_KEY.matcher(treeKey).matches()) {
      throw new ProblemException(
          CommonProblem.VALIDATION_FAILED,
          "The header Bidseal-Tree-Key holds the tree key, 64 lower-case hexadecimal digits.");
    }
    return Sm3Hash.ofHex(treeKey);
  }

  private static void checkWindow(OpeningNow read) {
    checkNotConcluded(read);
    Opening opening = read.opening();
    if (!opening.hasOpenedAt(read.now())) {
      throw new ProblemException(
              CryptoProblem.OPENING_NOT_OPEN, "The opening opens at " + opening.opensAt() + ".")
          .with("opensAt", opening.opensAt())
          .with("serverTime", read.now());
    }
    if (!opening.decryptsAt(read.now())) {
      throw new ProblemException(
              CryptoProblem.DECRYPTION_WINDOW_CLOSED,
              "The decryption window closed at " + opening.windowEndsAt() + ".")
          .with("closedAt", opening.windowEndsAt())
          .with("serverTime", read.now());
    }
  }

  private static void checkNotConcluded(OpeningNow read) {
    if (read.phase() == Opening.Phase.CONCLUDED) {
      throw Openings.concluded(read);
    }
  }
}
