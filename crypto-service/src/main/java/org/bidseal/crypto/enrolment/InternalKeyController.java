package org.bidseal.crypto.enrolment;

import java.util.UUID;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.websecurity.ServiceCaller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@InRole(Role.KEY)
class InternalKeyController {
  private final KeyViews views;

  InternalKeyController(KeyViews views) {
    this.views = views;
  }

  /// A key's owner, usage, public key, generation and holdings.
  @GetMapping("/internal/crypto/v1/keys/{keyId}")
  Mono<KeyView> get(ServiceCaller service, @PathVariable UUID keyId) {
    return views.get(keyId);
  }
}
