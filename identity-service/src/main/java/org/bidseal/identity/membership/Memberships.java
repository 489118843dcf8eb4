package org.bidseal.identity.membership;

import java.util.UUID;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.identity.membership.Membership.Role;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Who acts for which enterprise.
@Service
public final class Memberships {

  private final MembershipRepository memberships;
  private final Outbox outbox;

  Memberships(MembershipRepository memberships, Outbox outbox) {
    this.memberships = memberships;
    this.outbox = outbox;
  }

  /// Grants a membership and tells the other services, within the caller's transaction;
  /// `ALREADY_A_MEMBER` if there is one. A second administrator is a DuplicateKeyException.
  public Mono<Void> grant(Membership membership) {
    return memberships
        .insert(membership)
        .flatMap(fresh -> fresh ? tell(membership) : Mono.error(Memberships::alreadyMember));
  }

  private Mono<Void> tell(Membership membership) {
    var event =
        new MembershipEvents.MembershipGranted(
            membership.enterpriseId(),
            membership.personId(),
            membership.role(),
            membership.legalRepresentative());
    return outbox.add(MembershipEvents.MEMBERSHIP_GRANTED, membership.enterpriseId(), event);
  }

  /// Swaps the roles of the administrator and an agent, and tells the other services, within the
  /// caller's transaction. Of transfers at the same time, the first takes the administrator's row
  /// and the others find none: `NOT_ADMINISTRATOR`. `SUCCESSOR_NOT_AGENT` if the agent has left.
  public Mono<Void> handOver(UUID enterpriseId, UUID administratorId, UUID agentId) {
    return memberships
        .changeRole(enterpriseId, administratorId, Role.ADMINISTRATOR, Role.AGENT)
        .switchIfEmpty(Mono.error(Memberships::notAdministrator))
        .zipWhen(_ ->
            memberships
                .changeRole(enterpriseId, agentId, Role.AGENT, Role.ADMINISTRATOR)
                .switchIfEmpty(Mono.error(Memberships::noAgent)))
        .flatMap(both -> tell(both.getT1()).then(Mono.defer(() -> tell(both.getT2()))));
  }

  /// The membership of an agent, or `SUCCESSOR_NOT_AGENT`.
  public Mono<Membership> getAgent(UUID enterpriseId, UUID personId) {
    return memberships
        .find(enterpriseId, personId)
        .filter(membership -> membership.role() == Role.AGENT)
        .switchIfEmpty(Mono.error(Memberships::noAgent));
  }

  /// Ends an agent's membership, within the caller's transaction; `NOT_FOUND` if there is none.
  public Mono<Void> withdraw(UUID enterpriseId, UUID personId) {
    var event = new MembershipEvents.MembershipWithdrawn(enterpriseId, personId);
    return memberships
        .deleteAgent(enterpriseId, personId)
        .flatMap(gone ->
            gone
                ? outbox.add(MembershipEvents.MEMBERSHIP_WITHDRAWN, enterpriseId, event)
                : Mono.error(() ->
                    new ProblemException(
                        CommonProblem.NOT_FOUND, "No such agent of the enterprise")));
  }

  /// The person's membership; empty if there is none.
  public Mono<Membership> find(UUID enterpriseId, UUID personId) {
    return memberships.find(enterpriseId, personId);
  }

  /// The person's membership, or the problem `NOT_A_MEMBER`.
  public Mono<Membership> get(UUID enterpriseId, UUID personId) {
    return memberships
        .find(enterpriseId, personId)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    IdentityProblem.NOT_A_MEMBER, "Not a member of the enterprise")));
  }

  /// The person's membership if he is the administrator; otherwise `NOT_ADMINISTRATOR` for a
  /// member, `NOT_FOUND` for a stranger, who learns nothing of the enterprise.
  public Mono<Membership> getAdministrator(UUID enterpriseId, UUID personId) {
    return memberships
        .find(enterpriseId, personId)
        .switchIfEmpty(
            Mono.error(
                () -> new ProblemException(CommonProblem.NOT_FOUND, "No such enterprise of yours")))
        .filter(membership -> membership.role() == Role.ADMINISTRATOR)
        .switchIfEmpty(Mono.error(Memberships::notAdministrator));
  }

  /// Whether the enterprise exists and has its administrator.
  public Mono<Boolean> hasAdministrator(UUID enterpriseId) {
    return memberships.hasAdministrator(enterpriseId);
  }

  /// Every enterprise that the person acts for, the oldest membership first.
  public Flux<Membership> ofPerson(UUID personId) {
    return memberships.ofPerson(personId);
  }

  private static ProblemException notAdministrator() {
    return new ProblemException(
        IdentityProblem.NOT_ADMINISTRATOR, "Not the administrator of the enterprise");
  }

  private static ProblemException noAgent() {
    return new ProblemException(
        IdentityProblem.SUCCESSOR_NOT_AGENT, "The successor is no agent of the enterprise");
  }

  private static ProblemException alreadyMember() {
    return new ProblemException(
        IdentityProblem.ALREADY_A_MEMBER, "The person acts for the enterprise already");
  }
}
