package org.bidseal.crypto.codecrypt;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.crypto.guard.GuardedRequests;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.crypto.timeline.Actor;
import org.bidseal.crypto.timeline.AttemptLog;
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

  CoDecryptController(GuardedRequests guard, SealedEnvelopes envelopes, AttemptLog log) {
    this.guard = guard;
    this.envelopes = envelopes;
    this.log = log;
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
        guard.answer(CoDecryption.of(request, person.personId(), keyId, envelopes)));
  }
}
