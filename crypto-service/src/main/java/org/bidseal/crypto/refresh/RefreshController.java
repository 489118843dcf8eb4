package org.bidseal.crypto.refresh;

import jakarta.validation.Valid;
import java.util.UUID;
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
class RefreshController {
  private final Refreshes refreshes;

  RefreshController(Refreshes refreshes) {
    this.refreshes = refreshes;
  }

  /// Replaces both shares of a key; every other holding of it becomes STALE.
  @PostMapping("/api/crypto/v1/keys/{keyId}/refreshes")
  @NaturallyIdempotent("a repeated requestId gets the stored answer")
  Mono<RefreshResponse> refresh(
      Person person, @PathVariable UUID keyId, @Valid @RequestBody RefreshRequest request) {
    return refreshes.refresh(person.personId(), keyId, request);
  }
}
