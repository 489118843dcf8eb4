package org.bidseal.escrow.keyview;

import java.util.UUID;
import org.bidseal.websecurity.Person;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class KeyViewController {
  private final KeyViews keys;

  KeyViewController(KeyViews keys) {
    this.keys = keys;
  }

  /// One's keys: on this device, on others, and held on this device as backups.
  @GetMapping("/api/escrow/v1/keys")
  Mono<MyKeys> list(Person person, @RequestParam UUID deviceId) {
    return keys.of(person.personId(), deviceId);
  }
}
