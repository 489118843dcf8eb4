package org.bidseal.identity.transfer;

import java.util.Collection;
import java.util.UUID;
import org.bidseal.identity.certificate.Certificates;
import org.bidseal.identity.membership.Memberships;
import org.bidseal.identity.openbid.OpenBidGuard;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What must hold before a transfer is begun, and once more before the roles are swapped. Runs
/// before the caller's transaction, which holds a connection while another service answers; that
/// the roles still fit is checked again by the swap.
@Component
class Successions {

  private final Memberships memberships;
  private final Certificates certificates;
  private final OpenBidGuard guard;

  Successions(Memberships memberships, Certificates certificates, OpenBidGuard guard) {
    this.memberships = memberships;
    this.certificates = certificates;
    this.guard = guard;
  }

  /// Passes if the one is the enterprise's administrator, the other an agent of it, and the
  /// administrator was shown every sealed bid that still needs his keys. A stranger learns nothing.
  Mono<Void> pass(Wish wish) {
    return memberships
        .getAdministrator(wish.enterpriseId(), wish.administratorId())
        .then(Mono.defer(() -> memberships.getAgent(wish.enterpriseId(), wish.successorId())))
        .then(
            Mono.defer(() ->
                guarded(wish.enterpriseId(), wish.administratorId(), wish.acknowledgedBids())));
  }

  /// The same of a transfer that is about to be done.
  Mono<Void> pass(AdministratorTransfer transfer) {
    AdministratorTransfer.Content content = transfer.content();
    return guarded(content.enterpriseId(), content.from().personId(), content.acknowledgedBids());
  }

  private Mono<Void> guarded(UUID enterpriseId, UUID personId, Collection<UUID> acknowledged) {
    return certificates
        .encryptionKeys(enterpriseId, personId)
        .collectList()
        .flatMap(keys -> guard.pass(personId, keys, acknowledged));
  }
}
