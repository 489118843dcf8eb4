package org.bidseal.identity.membership;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.identity.person.Persons;
import org.bidseal.identity.state.Steps;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Joining an enterprise: a person asks, its administrator decides. Writes run within the caller's
/// transaction.
@Service
final class JoinRequests {

  private final JoinRequestRepository requests;
  private final Memberships memberships;
  private final Persons persons;
  private final Ids ids;
  private final Clock clock;
  private final MeterRegistry meters;

  JoinRequests(
      JoinRequestRepository requests,
      Memberships memberships,
      Persons persons,
      Ids ids,
      Clock clock,
      MeterRegistry meters) {
    this.requests = requests;
    this.memberships = memberships;
    this.persons = persons;
    this.ids = ids;
    this.clock = clock;
    this.meters = meters;
  }

  /// A verified person asks to act for an enterprise that has an administrator.
  Mono<JoinRequest> submit(UUID enterpriseId, UUID personId, String reason) {
    return persons
        .getVerified(personId)
        .then(Mono.defer(() -> joinable(enterpriseId, personId)))
        .then(Mono.defer(() -> insert(enterpriseId, personId, reason)));
  }

  private Mono<Void> joinable(UUID enterpriseId, UUID personId) {
    return memberships
        .hasAdministrator(enterpriseId)
        .flatMap(there ->
            there
                ? memberships.find(enterpriseId, personId)
                : Mono.<Membership>error(JoinRequests::noEnterprise))
        .flatMap(_ ->
            Mono.error(() ->
                new ProblemException(
                    IdentityProblem.ALREADY_A_MEMBER,
                    "The person acts for the enterprise already")));
  }

  private Mono<JoinRequest> insert(UUID enterpriseId, UUID personId, String reason) {
    var request =
        new JoinRequest.Submitted(
            new JoinRequest.Content(ids.next(), enterpriseId, personId, reason, now()));
    return requests
        .insert(request)
        .onErrorMap(
            DuplicateKeyException.class,
            _ ->
                new ProblemException(
                    IdentityProblem.JOIN_ALREADY_REQUESTED,
                    "An earlier request for this enterprise is open"))
        .doOnSuccess(_ -> count("submitted"))
        .thenReturn(request);
  }

  /// The request, for whoever asked or decides.
  Mono<JoinRequest> get(UUID joinRequestId, UUID personId) {
    return requests
        .findVisible(joinRequestId, personId)
        .switchIfEmpty(Mono.error(JoinRequests::noRequest));
  }

  /// The person's own requests, the newest first.
  Flux<JoinRequest> ofPerson(UUID personId) {
    return requests.ofPerson(personId);
  }

  /// Requests of an enterprise, for its administrator.
  Flux<JoinRequest> ofEnterprise(UUID enterpriseId, UUID personId) {
    return memberships
        .getAdministrator(enterpriseId, personId)
        .thenMany(Flux.defer(() -> requests.ofEnterprise(enterpriseId)));
  }

  /// The administrator consents: the person becomes an agent.
  Mono<JoinRequest> approve(UUID joinRequestId, UUID administratorId) {
    return lockAsAdministrator(joinRequestId, administratorId)
        .flatMap(request -> move(request, new JoinRequest.Event.Approve(administratorId, now())))
        .flatMap(approved -> memberships.grant(agent(approved)).thenReturn(approved));
  }

  private Membership agent(JoinRequest approved) {
    JoinRequest.Content content = approved.content();
    return new Membership(
        content.enterpriseId(), content.personId(), Membership.Role.AGENT, false, now());
  }

  /// The administrator refuses.
  Mono<JoinRequest> reject(UUID joinRequestId, UUID administratorId, String reason) {
    return lockAsAdministrator(joinRequestId, administratorId)
        .flatMap(
            request -> move(request, new JoinRequest.Event.Reject(reason, administratorId, now())));
  }

  /// The person takes his request back.
  Mono<JoinRequest> withdraw(UUID joinRequestId, UUID personId) {
    return requests
        .lock(joinRequestId)
        .filter(request -> request.content().personId().equals(personId))
        .switchIfEmpty(Mono.error(JoinRequests::noRequest))
        .flatMap(request -> move(request, new JoinRequest.Event.Withdraw(now())));
  }

  private Mono<JoinRequest> lockAsAdministrator(UUID joinRequestId, UUID personId) {
    return requests
        .lock(joinRequestId)
        .switchIfEmpty(Mono.error(JoinRequests::noRequest))
        .flatMap(request ->
            memberships
                .getAdministrator(request.content().enterpriseId(), personId)
                .thenReturn(request));
  }

  private Mono<JoinRequest> move(JoinRequest request, JoinRequest.Event event) {
    return Steps.next(request.on(event))
        .flatMap(next -> requests.update(next).thenReturn(next))
        .doOnNext(next -> count(next.state().toLowerCase(Locale.ROOT)));
  }

  private void count(String result) {
    meters.counter("bidseal.join.requests", "result", result).increment();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static ProblemException noEnterprise() {
    return new ProblemException(CommonProblem.NOT_FOUND, "No such enterprise");
  }

  private static ProblemException noRequest() {
    return new ProblemException(CommonProblem.NOT_FOUND, "No such request to join");
  }
}
