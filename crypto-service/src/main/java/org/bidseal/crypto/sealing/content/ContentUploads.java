package org.bidseal.crypto.sealing.content;

import java.util.OptionalLong;
import java.util.UUID;
import org.bidseal.crypto.blob.BlobDisposal;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.intake.BlobUploads;
import org.bidseal.crypto.blob.ledger.StoredBlobs;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelopedesk.EnvelopeView;
import org.bidseal.crypto.envelopedesk.EnvelopeViews;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.database.Transactions;
import org.bidseal.servicedefaults.Ids;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Takes the sealed envelope from the bidder's side in one request. The upload runs outside any
/// transaction; what it was checked against is checked again, under the envelope's lock, when it is
/// added.
@Service
@InRole(Role.KEY)
class ContentUploads {
  private final ContentStep step;
  private final BlobUploads uploads;
  private final StoredBlobs ledger;
  private final BlobDisposal disposal;
  private final Transactions transactions;
  private final EnvelopeViews views;
  private final Ids ids;

  ContentUploads(
      ContentStep step,
      BlobUploads uploads,
      StoredBlobs ledger,
      BlobDisposal disposal,
      Transactions transactions,
      EnvelopeViews views,
      Ids ids) {
    this.step = step;
    this.uploads = uploads;
    this.ledger = ledger;
    this.disposal = disposal;
    this.transactions = transactions;
    this.views = views;
    this.ids = ids;
  }

  /// @param announced the request's Content-Length, if it has one
  Mono<EnvelopeView> upload(
      UUID envelopeId, Tenant tenant, OptionalLong announced, Flux<DataBuffer> body) {
    return step.getTaking(envelopeId, tenant)
        .flatMap(envelope -> upload(envelope, tenant, announced, body))
        .delayUntil(step::added)
        .flatMap(views::show);
  }

  private Mono<Envelope> upload(
      Described envelope, Tenant tenant, OptionalLong announced, Flux<DataBuffer> body) {
    var check = ContentCheck.of(envelope);
    if (announced.isPresent()) {
      check.requireSize(announced.getAsLong());
    }
    BlobName name = BlobName.of("envelopes", envelope.part().envelopeId(), ids.next());
    return ledger
        .book(name, envelope.part().platformId(), check.expectedSize())
        .then(uploads.store(name, check.expectedSize(), body, check::accept, check::finish))
        .then(
            Mono.defer(() ->
                step.add(envelope, tenant, name, check.root()).as(transactions::inTransaction)))
        .onErrorResume(e -> disposal.now(name).then(Mono.error(e)));
  }
}
