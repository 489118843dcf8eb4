package org.bidseal.crypto.lock.codecrypt;

import jakarta.validation.Valid;
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
class LockCoDecryptController {
  private final GuardedRequests guard;
  private final LockPieces pieces;

  LockCoDecryptController(GuardedRequests guard, LockPieces pieces) {
    this.guard = guard;
    this.pieces = pieces;
  }

  /// Decrypts, together with the phone, what was encrypted to a member of a lock's committee,
  /// without learning it.
  @PostMapping("/api/crypto/v1/keys/{keyId}/lock-co-decryptions")
  @NaturallyIdempotent("a repeated requestId gets the stored answer")
  Mono<LockCoDecryptResponse> coDecrypt(
      Person person, @PathVariable UUID keyId, @Valid @RequestBody LockCoDecryptRequest request) {
    return guard.answer(new LockCoDecryption(request, person.personId(), keyId, pieces));
  }
}
