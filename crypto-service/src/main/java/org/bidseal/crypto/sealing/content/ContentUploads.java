package org.bidseal.crypto.sealing.content;

import java.util.OptionalLong;
import java.util.UUID;
import org.bidseal.crypto.bid.EnvelopeView;
import org.bidseal.crypto.bid.EnvelopeViews;
import org.bidseal.crypto.blob.BlobDisposal;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.BlobUploads;
import org.bidseal.crypto.envelope.Description;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.sealing.SealStep;
import org.bidseal.database.Transactions;
import org.bidseal.servicedefaults.Ids;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Takes the sealed envelope from the bidder's side. The upload runs outside any transaction; what
/// it was checked against is checked again, under the envelope's lock, when it is added.
@Service
class ContentUploads {
  private final Envelopes envelopes;
  private final Openings openings;
  private final BlobUploads uploads;
  private final BlobDisposal disposal;
  private final SealStep seal;
  private final Transactions transactions;
  private final EnvelopeViews views;
  private final Ids ids;

  ContentUploads(
      Envelopes envelopes,
      Openings openings,
      BlobUploads uploads,
      BlobDisposal disposal,
      SealStep seal,
      Transactions transactions,
      EnvelopeViews views,
      Ids ids) {
    this.envelopes = envelopes;
    this.openings = openings;
    this.uploads = uploads;
    this.disposal = disposal;
    this.seal = seal;
    this.transactions = transactions;
    this.views = views;
    this.ids = ids;
  }

  /// @param announced the request's Content-Length, if it has one
  Mono<EnvelopeView> upload(
      UUID envelopeId, Tenant tenant, OptionalLong announced, Flux<DataBuffer> body) {
    return described(envelopes.find(envelopeId, tenant), envelopeId)
        .delayUntil(envelope -> openings.getTakingBids(envelope.bid().openingId()))
        .flatMap(envelope -> upload(envelope, tenant, announced, body))
        .flatMap(views::show);
  }

  private Mono<Envelope> upload(
      Described envelope, Tenant tenant, OptionalLong announced, Flux<DataBuffer> body) {
    Description description = envelope.description();
    long expected = description.envelopeSize(envelope.bid().size());
    if (announced.isPresent() && announced.getAsLong() != expected) {
      return Mono.error(ContentCheck.wrongSize(expected, Long.toString(announced.getAsLong())));
    }
    var check = new ContentCheck(description.header(), expected);
    BlobName name = BlobName.of("envelopes", envelope.bid().envelopeId(), ids.next());
    return uploads
        .store(name, expected, body, check::accept, check::finish)
        .then(Mono.defer(() -> add(envelope, tenant, name)))
        .onErrorResume(e -> disposal.now(name).then(Mono.error(e)));
  }

  private Mono<Envelope> add(Described before, Tenant tenant, BlobName name) {
    UUID envelopeId = before.bid().envelopeId();
    return described(envelopes.lock(envelopeId, tenant), envelopeId)
        .flatMap(envelope -> sameDescription(before, envelope))
        .delayUntil(envelope ->
            envelope.content() == null ? Mono.empty() : disposal.afterCommit(envelope.content()))
        .flatMap(envelope -> seal.complete(envelope.store(name)))
        .as(transactions::inTransaction);
  }

  private static Mono<Described> described(Mono<Envelope> found, UUID envelopeId) {
    return found
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .flatMap(ContentUploads::described);
  }

  private static Mono<Described> described(Envelope envelope) {
    if (envelope.bid().sealing() != Sealing.BIDDER) {
      return Mono.error(EnvelopeProblems.wrongSealing(envelope.bid()));
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
