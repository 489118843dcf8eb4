package org.bidseal.crypto.record;

import java.util.UUID;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.websecurity.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Openings for those who collect open contracting data.
@RestController
@InRole(Role.KEY)
class OcdsController {
  private final OcdsReleases releases;

  OcdsController(OcdsReleases releases) {
    this.releases = releases;
  }

  @GetMapping("/api/crypto/v1/openings/{openingId}/ocds")
  Mono<OcdsPackage> show(@PathVariable UUID openingId, Caller caller) {
    return releases.make(openingId, Tenant.of(caller));
  }
}
