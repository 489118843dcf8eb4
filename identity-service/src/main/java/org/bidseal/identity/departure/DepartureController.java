package org.bidseal.identity.departure;

import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.identity.membership.Memberships;
import org.bidseal.websecurity.Person;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/identity/v1")
class DepartureController {
  /// As many as a request line has room for.
  private static final int MOST_BIDS = 80;

  private final Departures departures;
  private final Memberships memberships;
  private final IdempotentWrites writes;

  DepartureController(Departures departures, Memberships memberships, IdempotentWrites writes) {
    this.departures = departures;
    this.memberships = memberships;
    this.writes = writes;
  }

  /// An agent leaves the enterprise, or its administrator removes him.
  ///
  /// @param openBidsAcknowledged envelope ids of the sealed bids that need the agent's keys, as an
  ///   earlier refusal told them; he opens them no more
  @DeleteMapping("/enterprises/{enterpriseId}/members/{personId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<ResponseEntity<Void>> remove(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID enterpriseId,
      @PathVariable UUID personId,
      @RequestParam(defaultValue = "") @Size(max = MOST_BIDS) List<UUID> openBidsAcknowledged) {
    return departures
        .pass(enterpriseId, person.personId(), personId, openBidsAcknowledged)
        .then(
            writes.once(
                key,
                openBidsAcknowledged,
                Void.class,
                HttpStatus.NO_CONTENT,
                Mono.defer(() -> memberships.withdraw(enterpriseId, personId))));
  }
}
