package org.bidseal.identity.departure;

import java.util.Collection;
import java.util.UUID;
import org.bidseal.identity.certificate.Certificates;
import org.bidseal.identity.membership.Membership;
import org.bidseal.identity.membership.Memberships;
import org.bidseal.identity.openbid.OpenBidGuard;
import org.bidseal.problem.ProblemException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What must hold before a member's standing ends: who has left scans no code for the enterprise
/// any more, so what was sealed to his keys alone stays shut. Runs before the caller's transaction,
/// which holds a connection while another service answers.
@Component
class Departures {
  private final Memberships memberships;
  private final Certificates certificates;
  private final OpenBidGuard guard;

  Departures(Memberships memberships, Certificates certificates, OpenBidGuard guard) {
    this.memberships = memberships;
    this.certificates = certificates;
    this.guard = guard;
  }

  /// Passes if the member himself or his administrator asks, and was shown every sealed bid that
  /// needs the member's keys. Who is no agent of the enterprise, or not any more, is not asked
  /// about: the withdrawal says so, or repeats its answer.
  ///
  /// @throws ProblemException (as the Mono's error) if not
  Mono<Void> pass(UUID enterpriseId, UUID askingId, UUID personId, Collection<UUID> acknowledged) {
    Mono<Void> permitted =
        askingId.equals(personId)
            ? Mono.empty()
            : memberships.getAdministrator(enterpriseId, askingId).then();
    return permitted
        .then(Mono.defer(() -> memberships.find(enterpriseId, personId)))
        .filter(member -> member.role() == Membership.Role.AGENT)
        .flatMap(_ -> guarded(enterpriseId, personId, acknowledged));
  }

  private Mono<Void> guarded(UUID enterpriseId, UUID personId, Collection<UUID> acknowledged) {
    return certificates
        .encryptionKeys(enterpriseId, personId)
        .collectList()
        .flatMap(keys -> guard.pass(personId, keys, acknowledged));
  }
}
