package org.bidseal.crypto.act;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.crypto.act.ActRequests.ActView;
import org.bidseal.crypto.act.ActRequests.Begin;
import org.bidseal.crypto.act.ActRequests.Sign;
import org.bidseal.crypto.envelopedesk.EnvelopeView;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Person;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Acts on a sealed bid, each in two steps of one scan: the first shows what would be done and to
/// which bid, the second does it by the co-signature over just that.
@RestController
@InRole(Role.KEY)
@RequestMapping("/api/crypto/v1/envelopes/{envelopeId}")
class ActController {
  private final ActBeginnings beginnings;
  private final ActSignatures signatures;
  private final IdempotentWrites writes;

  ActController(ActBeginnings beginnings, ActSignatures signatures, IdempotentWrites writes) {
    this.beginnings = beginnings;
    this.signatures = signatures;
    this.writes = writes;
  }

  /// Begins to take a bid back (撤回投标文件), in a session of purpose RETRACT.
  @PutMapping("/retraction")
  Mono<ResponseEntity<ActView>> beginRetraction(
      @PathVariable UUID envelopeId,
      Person person,
      @Valid @RequestBody Begin wish,
      IdempotencyKey key) {
    return begin(ActKind.RETRACTION, envelopeId, person, wish, key);
  }

  /// Takes the bid back, for good: it is never opened. Another one may be sealed until the
  /// deadline.
  @PutMapping("/retraction/signature")
  Mono<ResponseEntity<EnvelopeView>> retract(
      @PathVariable UUID envelopeId,
      Person person,
      @Valid @RequestBody Sign wish,
      IdempotencyKey key) {
    return sign(ActKind.RETRACTION, envelopeId, person, wish, key);
  }

  /// Begins to confirm a bid after the tender has changed, in a session of purpose CONFIRM.
  @PutMapping("/confirmation")
  Mono<ResponseEntity<ActView>> beginConfirmation(
      @PathVariable UUID envelopeId,
      Person person,
      @Valid @RequestBody Begin wish,
      IdempotencyKey key) {
    return begin(ActKind.CONFIRMATION, envelopeId, person, wish, key);
  }

  /// Confirms that the bid stands as it is, whatever changed.
  @PutMapping("/confirmation/signature")
  Mono<ResponseEntity<EnvelopeView>> confirm(
      @PathVariable UUID envelopeId,
      Person person,
      @Valid @RequestBody Sign wish,
      IdempotencyKey key) {
    return sign(ActKind.CONFIRMATION, envelopeId, person, wish, key);
  }

  private Mono<ResponseEntity<ActView>> begin(
      ActKind kind, UUID envelopeId, Person person, Begin wish, IdempotencyKey key) {
    return writes.once(
        key,
        wish,
        ActView.class,
        beginnings.begin(kind, envelopeId, person.personId(), wish.sessionId()));
  }

  private Mono<ResponseEntity<EnvelopeView>> sign(
      ActKind kind, UUID envelopeId, Person person, Sign wish, IdempotencyKey key) {
    return writes.once(
        key, wish, EnvelopeView.class, signatures.sign(kind, envelopeId, person.personId(), wish));
  }
}
