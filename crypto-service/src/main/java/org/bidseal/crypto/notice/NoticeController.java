package org.bidseal.crypto.notice;

import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.websecurity.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Notices, for the platform and the bidder.
@RestController
@InRole(Role.KEY)
class NoticeController {
  private final Envelopes envelopes;
  private final Openings openings;
  private final Notices notices;

  NoticeController(Envelopes envelopes, Openings openings, Notices notices) {
    this.envelopes = envelopes;
    this.openings = openings;
    this.notices = notices;
  }

  /// What the service attests of this bid beside its receipt.
  @GetMapping("/api/crypto/v1/envelopes/{envelopeId}/notices")
  Mono<List<NoticeView>> list(@PathVariable UUID envelopeId, Caller caller) {
    return envelopes
        .find(envelopeId, Tenant.of(caller))
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .flatMap(envelope -> notices.ofEnvelope(envelope.part().envelopeId()).collectList());
  }

  /// What the service attests of bids of this opening that came to no envelope: to the platform of
  /// all, to a person of those of his enterprises.
  @GetMapping("/api/crypto/v1/openings/{openingId}/notices")
  Mono<List<NoticeView>> ofOpening(@PathVariable UUID openingId, Caller caller) {
    return switch (Tenant.of(caller)) {
      case Tenant.OfPlatform platform ->
          openings
              .get(openingId, platform)
              .thenMany(notices.withoutEnvelope(openingId))
              .collectList();
      // Who came too late has no bid by which he could see the opening.
      case Tenant.OfPerson person ->
          notices
              .withoutEnvelope(openingId, person.id())
              .collectList()
              .flatMap(own ->
                  own.isEmpty() ? openings.get(openingId, person).thenReturn(own) : Mono.just(own));
    };
  }
}
