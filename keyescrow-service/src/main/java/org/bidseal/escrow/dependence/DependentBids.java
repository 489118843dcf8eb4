package org.bidseal.escrow.dependence;

import java.util.List;
import java.util.UUID;
import org.bidseal.servicecalls.ServiceCalls;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/// Asks crypto-service which sealed, unopened bids depend on a key.
@Component
public class DependentBids {
  private final ServiceCalls calls;

  DependentBids(ServiceCalls calls) {
    this.calls = calls;
  }

  record Answer(List<DependentBid> bids) {}

  /// Those bids, in no order; crypto-service's refusals are passed on.
  public Flux<DependentBid> of(UUID keyId) {
    return calls
        .to("crypto-service")
        .get()
        .uri("/internal/crypto/v1/keys/{keyId}/dependent-bids", keyId)
        .retrieve()
        .bodyToMono(Answer.class)
        .flatMapIterable(Answer::bids);
  }
}
