package org.bidseal.escrow.transportkey;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.escrow.wire.SignatureText;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Person;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// A phone's transport key.
@RestController
@RequestMapping("/api/escrow/v1/devices/{deviceId}/transport-key")
class TransportKeyController {
  private final TransportKeys keys;
  private final IdempotentWrites writes;

  TransportKeyController(TransportKeys keys, IdempotentWrites writes) {
    this.keys = keys;
    this.writes = writes;
  }

  /// Registers the transport key; the answer is what the person has to sign to endorse it.
  @PutMapping
  Mono<ResponseEntity<StatementView>> register(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID deviceId,
      @Valid @RequestBody TransportKeyRequest request) {
    return writes.once(
        key, request, StatementView.class, keys.register(person.personId(), deviceId, request));
  }

  /// Endorses the transport key. Only endorsed ones are candidates for backups.
  @PutMapping("/endorsement")
  Mono<ResponseEntity<TransportKeyView>> endorse(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID deviceId,
      @Valid @RequestBody SignatureText signature) {
    return writes.once(
        key,
        signature,
        TransportKeyView.class,
        keys.endorse(person.personId(), deviceId, signature));
  }
}
