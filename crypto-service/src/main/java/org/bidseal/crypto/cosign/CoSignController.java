package org.bidseal.crypto.cosign;

import jakarta.validation.Valid;
import java.security.SecureRandom;
import java.util.UUID;
import org.bidseal.crypto.guard.GuardedRequests;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.idempotency.NaturallyIdempotent;
import org.bidseal.websecurity.Person;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@InRole(Role.KEY)
class CoSignController {
  private final GuardedRequests guard;
  private final SecureRandom random;

  CoSignController(GuardedRequests guard, SecureRandom random) {
    this.guard = guard;
    this.random = random;
  }

  /// Signs a digest together with the phone.
  @PostMapping("/api/crypto/v1/keys/{keyId}/co-signatures")
  @NaturallyIdempotent("a repeated requestId gets the stored answer")
  Mono<CoSignResponse> coSign(
      Person person, @PathVariable UUID keyId, @Valid @RequestBody CoSignRequest request) {
    return guard.answer(new CoSignature(request, person.personId(), keyId, random));
  }
}
