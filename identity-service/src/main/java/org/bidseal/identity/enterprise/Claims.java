package org.bidseal.identity.enterprise;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.identity.enterprise.EnterpriseClaim.Content;
import org.bidseal.identity.enterprise.EnterpriseClaim.LegalRepresentative;
import org.bidseal.identity.membership.Membership;
import org.bidseal.identity.membership.Memberships;
import org.bidseal.identity.person.Persons;
import org.bidseal.identity.person.VerifiedPerson;
import org.bidseal.identity.picture.Picture;
import org.bidseal.identity.state.Steps;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Claiming an enterprise: a verified person submits, a reviewer decides. Approval makes the
/// enterprise and its one administrator; of two claims approved at the same time, the unique index
/// on the code lets one through. Writes run within the caller's transaction.
@Service
final class Claims {

  private static final int PAGE = 200;

  /// What a claimant states.
  record Statement(Uscc uscc, String name, LegalRepresentative legal, String region) {}

  private final ClaimRepository claims;
  private final EnterpriseRepository enterprises;
  private final Memberships memberships;
  private final Persons persons;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;
  private final MeterRegistry meters;

  Claims(
      ClaimRepository claims,
      EnterpriseRepository enterprises,
      Memberships memberships,
      Persons persons,
      Outbox outbox,
      Ids ids,
      Clock clock,
      MeterRegistry meters) {
    this.claims = claims;
    this.enterprises = enterprises;
    this.memberships = memberships;
    this.persons = persons;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
    this.meters = meters;
  }

  /// Submits a claim of an enterprise that nobody has claimed.
  Mono<EnterpriseClaim> submit(UUID personId, Statement statement, @Nullable Picture licence) {
    return persons
        .getVerified(personId)
        .then(Mono.defer(() -> enterprises.findByUscc(statement.uscc())))
        .flatMap(_ -> Mono.<EnterpriseClaim>error(Claims::alreadyClaimed))
        .switchIfEmpty(Mono.defer(() -> insert(personId, statement, licence)));
  }

  private Mono<EnterpriseClaim> insert(
      UUID personId, Statement statement, @Nullable Picture licence) {
    var claim =
        new EnterpriseClaim.Submitted(
            new Content(
                ids.next(),
                personId,
                statement.uscc(),
                statement.name(),
                statement.legal(),
                statement.region(),
                now()));
    return claims
        .insert(claim, licence)
        .onErrorMap(
            DuplicateKeyException.class,
            _ ->
                new ProblemException(
                    IdentityProblem.CLAIM_ALREADY_OPEN,
                    "An earlier claim of this enterprise is open"))
        .doOnSuccess(_ -> count("submitted"))
        .thenReturn(claim);
  }

  /// The person's own claim.
  Mono<EnterpriseClaim> getOwn(UUID claimId, UUID personId) {
    return claims.findOwn(claimId, personId).switchIfEmpty(Mono.error(Claims::noClaim));
  }

  /// Any claim, for a reviewer.
  Mono<EnterpriseClaim> get(UUID claimId) {
    return claims.find(claimId).switchIfEmpty(Mono.error(Claims::noClaim));
  }

  /// Claims in a state, for a reviewer.
  Flux<EnterpriseClaim> inState(String state) {
    return claims.inState(state, PAGE);
  }

  /// Approves: the enterprise comes into being, with the claimant as its administrator.
  Mono<EnterpriseClaim.Approved> approve(UUID claimId, UUID reviewerId) {
    Instant at = now();
    return lock(claimId)
        .flatMap(claim ->
            Steps.next(claim.on(new EnterpriseClaim.Event.Approve(ids.next(), reviewerId, at))))
        .cast(EnterpriseClaim.Approved.class)
        .flatMap(approved -> certify(approved, at).thenReturn(approved))
        .doOnNext(_ -> count("approved"));
  }

  private Mono<Void> certify(EnterpriseClaim.Approved approved, Instant at) {
    Content content = approved.content();
    var enterprise =
        new Enterprise(
            approved.enterpriseId(), content.uscc(), content.name(), content.region(), at);
    var event =
        new EnterpriseEvents.EnterpriseCertified(
            enterprise.enterpriseId(),
            enterprise.name(),
            enterprise.uscc().code(),
            enterprise.uscc().kind(),
            enterprise.region());
    return enterprises
        .insert(enterprise, content.legalRepresentative())
        .onErrorMap(DuplicateKeyException.class, _ -> alreadyClaimed())
        .then(Mono.defer(() -> claims.update(approved)))
        .then(
            Mono.defer(() ->
                outbox.add(
                    EnterpriseEvents.ENTERPRISE_CERTIFIED, enterprise.enterpriseId(), event)))
        .then(Mono.defer(() -> persons.getVerified(content.personId())))
        .flatMap(claimant -> memberships.grant(administrator(approved, claimant, at)));
  }

  private static Membership administrator(
      EnterpriseClaim.Approved approved, VerifiedPerson claimant, Instant at) {
    LegalRepresentative legal = approved.content().legalRepresentative();
    boolean isLegalRepresentative =
        claimant.name().equals(legal.name()) && claimant.idNumber().equals(legal.idNumber());
    return new Membership(
        approved.enterpriseId(),
        claimant.personId(),
        Membership.Role.ADMINISTRATOR,
        isLegalRepresentative,
        at);
  }

  /// Rejects, with a reason for the claimant.
  Mono<EnterpriseClaim> reject(UUID claimId, UUID reviewerId, String reason) {
    return lock(claimId)
        .flatMap(claim ->
            Steps.next(claim.on(new EnterpriseClaim.Event.Reject(reason, reviewerId, now()))))
        .flatMap(rejected -> claims.update(rejected).thenReturn(rejected))
        .doOnNext(_ -> count("rejected"));
  }

  private Mono<EnterpriseClaim> lock(UUID claimId) {
    return claims.lock(claimId).switchIfEmpty(Mono.error(Claims::noClaim));
  }

  private void count(String result) {
    meters.counter("bidseal.enterprise.claims", "result", result).increment();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static ProblemException alreadyClaimed() {
    return new ProblemException(
        IdentityProblem.ENTERPRISE_ALREADY_CLAIMED, "The code belongs to a certified enterprise");
  }

  private static ProblemException noClaim() {
    return new ProblemException(CommonProblem.NOT_FOUND, "No such claim");
  }
}
