package org.bidseal.crypto.sealing.content;

import java.util.UUID;
import org.bidseal.crypto.blob.BlobDisposal;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.ledger.StoredBlobs;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.receipt.ReceiptFinisher;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.crypto.sealing.SealStep;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The step that gives an envelope its content, however that was uploaded.
@Component
@InRole(Role.KEY)
public class ContentStep {
  private final Envelopes envelopes;
  private final Openings openings;
  private final StoredBlobs ledger;
  private final BlobDisposal disposal;
  private final SealStep seal;
  private final ReceiptFinisher receipts;

  ContentStep(
      Envelopes envelopes,
      Openings openings,
      StoredBlobs ledger,
      BlobDisposal disposal,
      SealStep seal,
      ReceiptFinisher receipts) {
    this.envelopes = envelopes;
    this.openings = openings;
    this.ledger = ledger;
    this.disposal = disposal;
    this.seal = seal;
    this.receipts = receipts;
  }

  /// The tenant's envelope, if it may take content from the bidder's side now.
  ///
  /// @throws org.bidseal.problem.ProblemException (as the Mono's error) if there is none, or it may
  ///   not
  public Mono<Described> getTaking(UUID envelopeId, Tenant tenant) {
    return described(envelopes.find(envelopeId, tenant), envelopeId)
        .delayUntil(envelope -> openings.getTakingBids(envelope.part().openingId()));
  }

  /// Adds content that was compared with the description of `before`, and seals the envelope if it
  /// is complete. Runs in the caller's transaction.
  ///
  /// @param root of the content
  /// @return the envelope as it is now
  /// @throws org.bidseal.problem.ProblemException (as the Mono's error) if the envelope has changed
  ///   since, or the deadline has passed
  public Mono<Envelope> add(Described before, Tenant tenant, BlobName name, Sm3Hash root) {
    UUID envelopeId = before.part().envelopeId();
    return described(envelopes.lock(envelopeId, tenant), envelopeId)
        .flatMap(envelope -> sameDescription(before, envelope))
        .delayUntil(envelope ->
            envelope.content() == null ? Mono.empty() : disposal.afterCommit(envelope.content()))
        .delayUntil(_ -> ledger.keepRoot(name, root))
        .flatMap(envelope -> seal.complete(envelope.store(name)));
  }

  /// To be called after the commit: fetches what the receipt of a sealed envelope still lacks.
  public Mono<Void> added(Envelope envelope) {
    return envelope.state() == Envelope.State.SEALED ? receipts.finishSoon() : Mono.empty();
  }

  private static Mono<Described> described(Mono<Envelope> found, UUID envelopeId) {
    return found
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .flatMap(ContentStep::described);
  }

  private static Mono<Described> described(Envelope envelope) {
    if (envelope.part().sealing() != Sealing.BIDDER) {
      return Mono.error(EnvelopeProblems.wrongSealing(envelope.part()));
    }
    return envelope instanceof Described described
        ? Mono.just(described)
        : Mono.error(EnvelopeProblems.stateForbids(envelope, "take content"));
  }

  private static Mono<Described> sameDescription(Described before, Described now) {
    return now.description().equals(before.description())
        ? Mono.just(now)
        : Mono.error(EnvelopeProblems.stateForbids(now, "take content of an older description"));
  }
}
