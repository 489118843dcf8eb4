package org.bidseal.crypto.codecrypt;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.crypto.guard.GuardedRequests;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.crypto.timeline.Actor;
import org.bidseal.crypto.timeline.AttemptLog;
import org.bidseal.crypto.timeline.FactKind;
import org.bidseal.crypto.timeline.Timeline;
import org.bidseal.idempotency.NaturallyIdempotent;
import org.bidseal.websecurity.Person;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@InRole(Role.KEY)
class CoDecryptController {
  private final GuardedRequests guard;
  private final SealedEnvelopes envelopes;
  private final AttemptLog log;
  private final Timeline timeline;

  CoDecryptController(
      GuardedRequests guard, SealedEnvelopes envelopes, AttemptLog log, Timeline timeline) {
    this.guard = guard;
    this.envelopes = envelopes;
    this.log = log;
    this.timeline = timeline;
  }

  /// Opens a recipient entry of an envelope together with the phone, from the opening's time on.
  @PostMapping("/api/crypto/v1/keys/{keyId}/co-decryptions")
  @NaturallyIdempotent("a repeated requestId gets the stored answer")
  Mono<CoDecryptResponse> coDecrypt(
      Person person, @PathVariable UUID keyId, @Valid @RequestBody CoDecryptRequest request) {
    Actor actor = Actor.person(person.personId(), request.sessionId());
    return log.logged(
            actor,
            request.envelopeId(),
            guard.answer(new CoDecryption(request, person.personId(), keyId, envelopes)))
        .delayUntil(_ -> timeline.addBy(actor, request.envelopeId(), FactKind.KEY_OPENED, null));
  }
}
