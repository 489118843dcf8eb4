package org.bidseal.crypto.sealing;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelopedesk.EnvelopeView;
import org.bidseal.crypto.notice.LateArrivals;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.receipt.ReceiptFinisher;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.crypto.sealing.SealingRequests.Address;
import org.bidseal.crypto.sealing.SealingRequests.Describe;
import org.bidseal.crypto.sealing.SealingRequests.Sign;
import org.bidseal.crypto.timeline.Actor;
import org.bidseal.crypto.timeline.AttemptLog;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.Platform;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// The steps of sealing that carry no file.
@RestController
@InRole(Role.KEY)
@RequestMapping("/api/crypto/v1/envelopes/{envelopeId}")
class SealingController {
  private final Addressings addressings;
  private final Descriptions descriptions;
  private final StatementSignatures signatures;
  private final ReceiptFinisher receipts;
  private final LateArrivals late;
  private final AttemptLog attempts;
  private final IdempotentWrites writes;

  SealingController(
      Addressings addressings,
      Descriptions descriptions,
      StatementSignatures signatures,
      ReceiptFinisher receipts,
      LateArrivals late,
      AttemptLog attempts,
      IdempotentWrites writes) {
    this.addressings = addressings;
    this.descriptions = descriptions;
    this.signatures = signatures;
    this.receipts = receipts;
    this.late = late;
    this.attempts = attempts;
    this.writes = writes;
  }

  /// The person whose phone confirmed the session chooses the recipients.
  @PutMapping("/recipients")
  Mono<ResponseEntity<EnvelopeView>> address(
      @PathVariable UUID envelopeId,
      Person person,
      @Valid @RequestBody Address wish,
      IdempotencyKey key) {
    return step(
        Actor.person(person.personId(), wish.sessionId()),
        envelopeId,
        new Tenant.OfPerson(person.personId()),
        LateArrivals.Step.RECIPIENTS,
        writes.once(
            key,
            wish,
            EnvelopeView.class,
            addressings.address(envelopeId, person.personId(), wish)));
  }

  /// The bidder's side says what it sealed.
  @PutMapping("/header")
  Mono<ResponseEntity<EnvelopeView>> describe(
      @PathVariable UUID envelopeId,
      Platform platform,
      @Valid @RequestBody Describe wish,
      IdempotencyKey key) {
    Tenant tenant = new Tenant.OfPlatform(platform.platformId());
    return step(
        Actor.platform(platform.platformId()),
        envelopeId,
        tenant,
        LateArrivals.Step.HEADER,
        writes.once(
            key, wish, EnvelopeView.class, descriptions.describe(envelopeId, tenant, wish)));
  }

  /// The phone hands in the co-signature over the statement.
  @PutMapping("/statement-signature")
  Mono<ResponseEntity<EnvelopeView>> sign(
      @PathVariable UUID envelopeId,
      Person person,
      @Valid @RequestBody Sign wish,
      IdempotencyKey key) {
    return step(
            Actor.person(person.personId(), wish.sessionId()),
            envelopeId,
            new Tenant.OfPerson(person.personId()),
            LateArrivals.Step.STATEMENT_SIGNATURE,
            writes.once(
                key,
                wish,
                EnvelopeView.class,
                signatures.sign(envelopeId, person.personId(), wish)))
        .delayUntil(this::finishReceipt);
  }

  /// A step with its notice if it comes too late, and its entry if this service gives it up.
  private <T> Mono<T> step(
      Actor actor, UUID envelopeId, Tenant tenant, LateArrivals.Step which, Mono<T> step) {
    return attempts.cutLogged(actor, envelopeId, late.attested(envelopeId, tenant, which, step));
  }

  private Mono<Void> finishReceipt(ResponseEntity<EnvelopeView> answer) {
    EnvelopeView envelope = answer.getBody();
    return envelope != null && envelope.state() == Envelope.State.SEALED
        ? receipts.finishSoon()
        : Mono.empty();
  }
}
