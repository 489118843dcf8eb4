package org.bidseal.identity.enterprise;

import java.util.UUID;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Reads of certified enterprises for the rest of the service.
@Service
public final class Enterprises {

  private final EnterpriseRepository enterprises;

  Enterprises(EnterpriseRepository enterprises) {
    this.enterprises = enterprises;
  }

  /// The enterprise; empty if there is none.
  public Mono<Enterprise> find(UUID enterpriseId) {
    return enterprises.find(enterpriseId);
  }

  /// The enterprise of a code; empty if nobody has claimed it.
  public Mono<Enterprise> findByUscc(Uscc uscc) {
    return enterprises.findByUscc(uscc);
  }
}
