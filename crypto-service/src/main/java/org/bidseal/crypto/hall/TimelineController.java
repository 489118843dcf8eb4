package org.bidseal.crypto.hall;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.report.ClientReport;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Person;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// The timeline of a bid, for its platform and its bidder.
@RestController
@InRole(Role.KEY)
@RequestMapping("/api/crypto/v1/envelopes/{envelopeId}")
class TimelineController {
  private final Timelines timelines;
  private final IdempotentWrites writes;

  TimelineController(Timelines timelines, IdempotentWrites writes) {
    this.timelines = timelines;
    this.writes = writes;
  }

  @GetMapping("/timeline")
  Mono<TimelineView> show(@PathVariable UUID envelopeId, Caller caller) {
    return timelines.show(envelopeId, Tenant.of(caller));
  }

  /// The bidder's side reports what this service cannot see, signed by the phone's device key. The
  /// report is kept with the time at which it arrived, never outranks what this service saw, and
  /// stands in the opening record for everybody in the opening to read.
  @PostMapping("/client-reports")
  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  Mono<ResponseEntity<TimelineView>> report(
      @PathVariable UUID envelopeId,
      Person person,
      @Valid @RequestBody ClientReport report,
      IdempotencyKey key) {
    return writes.once(
        key,
        report,
        TimelineView.class,
        HttpStatus.CREATED,
        timelines.report(envelopeId, person.personId(), report));
  }
}
