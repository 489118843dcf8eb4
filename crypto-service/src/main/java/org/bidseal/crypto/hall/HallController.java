package org.bidseal.crypto.hall;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.UUID;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.servicedefaults.RequestDeadline;
import org.bidseal.websecurity.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// The opening hall.
@RestController
@InRole(Role.KEY)
class HallController {
  private static final int LONGEST_WAIT = 25;

  private final Hall hall;

  HallController(Hall hall) {
    this.hall = hall;
  }

  /// The state of every bid, for the platform and for the bidders of the opening. With `since`, the
  /// `version` of an earlier answer, only what changed; with `wait` (seconds) as soon as there is
  /// something.
  @GetMapping("/api/crypto/v1/openings/{openingId}/hall")
  @RequestDeadline(seconds = LONGEST_WAIT + 10)
  Mono<HallView> show(
      @PathVariable UUID openingId,
      Caller caller,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(defaultValue = "0") @Min(0) @Max(LONGEST_WAIT) int wait) {
    Tenant tenant = Tenant.of(caller);
    return since == null
        ? hall.show(openingId, tenant)
        : hall.show(openingId, tenant, HallVersion.parse(since), Duration.ofSeconds(wait));
  }
}
