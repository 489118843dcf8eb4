package org.bidseal.crypto.envelopedesk;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.envelope.Addressing;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.DecryptionFailure;
import org.bidseal.crypto.envelope.DecryptionStart;
import org.bidseal.crypto.envelope.Description;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Addressed;
import org.bidseal.crypto.envelope.Envelope.Closed;
import org.bidseal.crypto.envelope.Envelope.Decrypted;
import org.bidseal.crypto.envelope.Envelope.Decrypting;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelope.Envelope.Draft;
import org.bidseal.crypto.envelope.Envelope.Failed;
import org.bidseal.crypto.envelope.Envelope.Judged;
import org.bidseal.crypto.envelope.Envelope.OpenedByFallback;
import org.bidseal.crypto.envelope.Envelope.Retracted;
import org.bidseal.crypto.envelope.Envelope.Seal;
import org.bidseal.crypto.envelope.Envelope.Sealed;
import org.bidseal.crypto.envelope.Envelope.Superseded;
import org.bidseal.crypto.envelope.Recipient;
import org.bidseal.crypto.envelopedesk.EnvelopeView.DecryptionView;
import org.bidseal.crypto.envelopedesk.EnvelopeView.PolicyView;
import org.bidseal.crypto.envelopedesk.EnvelopeView.RecipientView;
import org.bidseal.crypto.envelopedesk.EnvelopeView.StatementView;
import org.bidseal.crypto.keyshare.KeyShares;
import org.bidseal.crypto.lock.LockGate;
import org.bidseal.crypto.queue.QueuePositions;
import org.bidseal.crypto.receipt.ReceiptView;
import org.bidseal.crypto.receipt.Receipts;
import org.bidseal.crypto.rehearsal.Rehearsals;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Shows envelopes.
@Component
public class EnvelopeViews {
  private final Receipts receipts;
  private final LockGate locks;
  private final QueuePositions queue;
  private final KeyShares shares;
  private final Rehearsals rehearsals;

  EnvelopeViews(
      Receipts receipts,
      LockGate locks,
      QueuePositions queue,
      KeyShares shares,
      Rehearsals rehearsals) {
    this.receipts = receipts;
    this.locks = locks;
    this.queue = queue;
    this.shares = shares;
    this.rehearsals = rehearsals;
  }

  /// The view of an envelope that the caller may see.
  public Mono<EnvelopeView> show(Envelope envelope) {
    return envelope instanceof Closed closed
        ? receipts
            .find(closed.part().envelopeId())
            .map(receipt -> closed(closed, receipt))
            .flatMap(view -> queued(envelope, view))
            .flatMap(view -> given(closed, view))
            .flatMap(view -> rehearsed(closed, view))
        : Mono.fromSupplier(() -> open(envelope)).flatMap(this::underLock);
  }

  private Mono<EnvelopeView> underLock(EnvelopeView view) {
    return locks
        .find(view.openingId())
        .map(lock -> view.under(new EnvelopeView.EventLockView(lock.lockId(), lock.key().hex())))
        .defaultIfEmpty(view);
  }

  private Mono<EnvelopeView> queued(Envelope envelope, EnvelopeView view) {
    return envelope instanceof Decrypting
        ? queue.of(view.envelopeId()).map(view::at).defaultIfEmpty(view)
        : Mono.just(view);
  }

  private Mono<EnvelopeView> given(Closed envelope, EnvelopeView view) {
    UUID job =
        switch (envelope) {
          case Decrypting e -> e.start().jobId();
          case Decrypted e -> e.start().jobId();
          default -> null;
        };
    return view.policy() == null
        ? Mono.just(view)
        : shares.given(view.envelopeId(), job).map(view::given);
  }

  private Mono<EnvelopeView> rehearsed(Closed envelope, EnvelopeView view) {
    return envelope instanceof Sealed
        ? rehearsals.results(view.envelopeId()).map(view::rehearsed)
        : Mono.just(view);
  }

  private static EnvelopeView open(Envelope envelope) {
    return switch (envelope) {
      case Draft e -> view(e, null, null, null, null, null, null);
      case Addressed e -> view(e, e.addressing(), null, null, null, null, null);
      case Described e ->
          view(
              e,
              e.addressing(),
              e.description(),
              new Completion(e.signature() != null, e.content() != null),
              null,
              null,
              null);
      case Closed e -> throw new IllegalArgumentException("has a receipt: " + e.state());
    };
  }

  private static EnvelopeView closed(Closed envelope, ReceiptView receipt) {
    Seal seal = envelope.seal();
    return view(
        envelope,
        seal.addressing(),
        seal.description(),
        new Completion(true, true),
        seal.sealedAt(),
        receipt,
        decryption(envelope));
  }

  private static @Nullable DecryptionView decryption(Closed envelope) {
    return switch (envelope) {
      case Sealed _, Superseded _, Retracted _ -> null;
      case Decrypting e -> decryption(e.start(), null, null, null);
      case Decrypted e -> decryption(e.start(), e.opened().openedAt(), null, null);
      case Failed e -> decryption(e.start(), null, e.failedAt(), e.reason());
      case OpenedByFallback e -> decryption(e.before());
      case Judged e -> decryption(e.before());
    };
  }

  private record Completion(boolean signed, boolean stored) {}

  private static EnvelopeView view(
      Envelope envelope,
      @Nullable Addressing addressing,
      @Nullable Description described,
      @Nullable Completion completion,
      @Nullable Instant sealedAt,
      @Nullable ReceiptView receipt,
      @Nullable DecryptionView decryption) {
    BidPart part = envelope.part();
    return new EnvelopeView(
        part.envelopeId(),
        part.bidId(),
        part.openingId(),
        part.platformId(),
        part.enterpriseId(),
        part.fileName(),
        part.size(),
        part.sealing(),
        envelope.state(),
        addressing == null ? null : addressed(addressing),
        addressing == null ? null : recipients(addressing),
        addressing == null || addressing.threshold() == 1 ? null : policy(addressing),
        described == null ? null : described.header().base64(),
        described == null || completion == null ? null : described(part, described, completion),
        described == null || addressing == null ? null : statement(described, addressing),
        sealedAt,
        envelope instanceof Superseded superseded ? superseded.successor() : null,
        receipt,
        decryption,
        envelope instanceof Retracted retracted ? retracted.retractedAt() : null,
        envelope instanceof OpenedByFallback opened ? fallback(opened.fallback()) : null,
        envelope instanceof Judged judged ? judged.judgedAt() : null,
        null,
        null);
  }

  private static EnvelopeView.FallbackView fallback(Envelope.FallbackOpening opened) {
    return new EnvelopeView.FallbackView(opened.openedAt(), opened.treeKey().hex());
  }

  private static EnvelopeView.Addressed addressed(Addressing addressing) {
    return new EnvelopeView.Addressed(
        addressing.sessionId(), addressing.personId(), addressing.backupVerified());
  }

  private static List<RecipientView> recipients(Addressing addressing) {
    return addressing.recipients().stream()
        .map(r ->
            new RecipientView(
                r.certificateId(), r.certificate(), r.subjectKeyIdentifier(), r.keyId()))
        .toList();
  }

  private static PolicyView policy(Addressing addressing) {
    List<UUID> all = addressing.recipients().stream().map(Recipient::keyId).toList();
    return new PolicyView(addressing.threshold(), List.of(), all);
  }

  private static EnvelopeView.Described described(
      BidPart part, Description description, Completion completion) {
    return new EnvelopeView.Described(
        description.headerSm3().hex(),
        description.treeRoot().hex(),
        description.envelopeSize(part.size()),
        completion.signed(),
        completion.stored());
  }

  private static StatementView statement(Description description, Addressing addressing) {
    return new StatementView(
        description.statement().base64(),
        description.statementDigest().hex(),
        description.shortCode(),
        addressing.statementKeyId());
  }

  private static DecryptionView decryption(
      DecryptionStart start,
      @Nullable Instant decryptedAt,
      @Nullable Instant failedAt,
      @Nullable DecryptionFailure failure) {
    return new DecryptionView(
        start.jobId(),
        start.sessionId(),
        start.personId(),
        start.keyId(),
        start.startedAt(),
        decryptedAt,
        failedAt,
        failure,
        null,
        null,
        null);
  }
}
