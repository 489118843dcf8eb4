package org.bidseal.crypto.keyaudit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.bidseal.crypto.keyaudit.KeyUseView.KeyUsePage;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.websecurity.Person;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// What was done with a key, for its owner, and for a backup's holder as far as he did it.
@RestController
@InRole(Role.KEY)
class KeyUseController {
  private static final String LAST = "9223372036854775807";

  private final KeyUses uses;

  KeyUseController(KeyUses uses) {
    this.uses = uses;
  }

  /// The key's uses before a sequence number, latest first.
  @GetMapping("/api/crypto/v1/keys/{keyId}/uses")
  Mono<KeyUsePage> list(
      Person person,
      @PathVariable UUID keyId,
      @RequestParam(defaultValue = LAST) @Min(1) long before,
      @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
    return uses.before(keyId, person.personId(), before, limit)
        .map(found -> KeyUsePage.of(found, limit));
  }
}
