package org.bidseal.escrow.splitkey;

import java.util.UUID;
import org.bidseal.servicecalls.ServiceCalls;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Asks crypto-service itself: a phone that has just refreshed its share is ahead of the event.
@Component
class GenerationAtSource {
  private final ServiceCalls calls;

  GenerationAtSource(ServiceCalls calls) {
    this.calls = calls;
  }

  record Key(int generation) {}

  Mono<Integer> of(UUID keyId) {
    return calls
        .to("crypto-service")
        .get()
        .uri("/internal/crypto/v1/keys/{keyId}", keyId)
        .retrieve()
        .bodyToMono(Key.class)
        .map(Key::generation);
  }
}
