package org.bidseal.crypto.tender;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.chain.EntryKind;
import org.bidseal.crypto.chain.OpeningChain;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.timeline.FactKind;
import org.bidseal.crypto.timeline.Timeline;
import org.bidseal.outbox.Outbox;
import org.bidseal.servicedefaults.Ids;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// What platforms tell of their tenders. Writes run in the caller's transaction.
@Service
class TenderDesk {
  private final Openings openings;
  private final TenderChanges changes;
  private final Timeline timeline;
  private final Outbox outbox;
  private final OpeningChain chain;
  private final Ids ids;

  TenderDesk(
      Openings openings,
      TenderChanges changes,
      Timeline timeline,
      Outbox outbox,
      OpeningChain chain,
      Ids ids) {
    this.openings = openings;
    this.changes = changes;
    this.timeline = timeline;
    this.outbox = outbox;
    this.chain = chain;
    this.ids = ids;
  }

  /// A change, for all bidders.
  ///
  /// @param documentSm3 of the tender document in force from now on, hex
  record Change(
      @NotBlank @Size(max = 300) String title,
      @NotNull @Pattern(regexp = "[0-9a-f]{64}") String documentSm3) {}

  /// Payload of TENDER_CHANGED.
  record Changed(UUID changeId, String title, String documentSm3) {}

  /// Data of `org.bidseal.crypto.tender-changed.v1`, for whoever tells the bidders.
  ///
  /// @param enterpriseIds that have a sealed bid, which they are to confirm or to replace
  record TenderChanged(
      UUID openingId,
      UUID platformId,
      UUID changeId,
      String title,
      String documentSm3,
      List<UUID> enterpriseIds) {
    static final String TYPE = "org.bidseal.crypto.tender-changed.v1";
  }

  Mono<List<TenderChange>> change(UUID openingId, Tenant tenant, Change wish) {
    UUID changeId = ids.next();
    return openings
        .lock(openingId, tenant)
        .filter(read -> read.opening().takesBidsAt(read.now()))
        .switchIfEmpty(Mono.error(Openings::deadlinePassed))
        .flatMap(read ->
            changes
                .insert(changeId, openingId, wish.title(), wish.documentSm3())
                .then(timeline.addToOpening(openingId, FactKind.TENDER_CHANGED, wish.title()))
                .then(Mono.defer(() -> tell(read.opening(), changeId, wish)))
                .then(Mono.defer(() -> record(openingId, changeId, wish))))
        .then(Mono.defer(() -> list(openingId, tenant)));
  }

  Mono<List<TenderChange>> list(UUID openingId, Tenant tenant) {
    return openings.get(openingId, tenant).thenMany(changes.ofOpening(openingId)).collectList();
  }

  private Mono<Void> record(UUID openingId, UUID changeId, Change wish) {
    return chain.append(
        openingId,
        EntryKind.TENDER_CHANGED,
        new Changed(changeId, wish.title(), wish.documentSm3()));
  }

  private Mono<Void> tell(Opening opening, UUID changeId, Change wish) {
    return changes
        .bidders(opening.openingId())
        .collectList()
        .flatMap(bidders ->
            outbox.add(
                TenderChanged.TYPE,
                opening.openingId(),
                new TenderChanged(
                    opening.openingId(),
                    opening.platformId(),
                    changeId,
                    wish.title(),
                    wish.documentSm3(),
                    bidders)));
  }
}
