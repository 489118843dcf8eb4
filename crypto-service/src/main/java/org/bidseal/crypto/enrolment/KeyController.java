package org.bidseal.crypto.enrolment;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Person;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@InRole(Role.KEY)
@RequestMapping("/api/crypto/v1/keys")
class KeyController {
  private final KeyCreation creation;
  private final KeyViews views;
  private final IdempotentWrites writes;

  KeyController(KeyCreation creation, KeyViews views, IdempotentWrites writes) {
    this.creation = creation;
    this.views = views;
    this.writes = writes;
  }

  /// Makes a key: the phone's half is there, the server draws its own.
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<KeyCreatedResponse>> create(
      Person person, IdempotencyKey key, @Valid @RequestBody CreateKeyRequest request) {
    return writes.once(
        key,
        request,
        KeyCreatedResponse.class,
        HttpStatus.CREATED,
        creation.create(person.personId(), request));
  }

  /// The keys that the caller owns or holds a backup of.
  @GetMapping
  Flux<KeyView> list(Person person) {
    return views.ofPerson(person.personId());
  }

  /// One of them.
  @GetMapping("/{keyId}")
  Mono<KeyView> get(Person person, @PathVariable UUID keyId) {
    return views.getForPerson(keyId, person.personId());
  }
}
