package org.bidseal.crypto.openbid;

import java.util.UUID;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.ServiceCaller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@InRole(Role.KEY)
class OpenBidController {
  private final OpenBids bids;

  OpenBidController(OpenBids bids) {
    this.bids = bids;
  }

  /// Which sealed, unopened bids depend on a key of the caller, and until when: to be asked before
  /// a certificate is changed or revoked, a PIN reset, a phone given away.
  @GetMapping("/api/crypto/v1/keys/{keyId}/dependent-bids")
  Mono<DependentBids> ofPerson(Person person, @PathVariable UUID keyId) {
    return bids.ofPerson(keyId, person.personId());
  }

  /// The same of any key, for the services that are about to end something.
  @GetMapping("/internal/crypto/v1/keys/{keyId}/dependent-bids")
  Mono<DependentBids> ofKey(ServiceCaller service, @PathVariable UUID keyId) {
    return bids.ofKey(keyId);
  }
}
