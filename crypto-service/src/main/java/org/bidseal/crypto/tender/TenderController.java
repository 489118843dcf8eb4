package org.bidseal.crypto.tender;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.crypto.tender.TenderDesk.Change;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Platform;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Changes of tenders.
@RestController
@InRole(Role.KEY)
@RequestMapping("/api/crypto/v1/openings/{openingId}/tender-changes")
class TenderController {
  private final TenderDesk desk;
  private final IdempotentWrites writes;

  TenderController(TenderDesk desk, IdempotentWrites writes) {
    this.desk = desk;
    this.writes = writes;
  }

  /// The tender has changed, before the deadline. Every bidder with a sealed bid is told, and
  /// confirms it in one scan or seals another one.
  ///
  /// @return all changes so far
  @PostMapping
  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  Mono<ResponseEntity<TenderChange[]>> change(
      @PathVariable UUID openingId,
      Platform platform,
      @Valid @RequestBody Change wish,
      IdempotencyKey key) {
    return writes.once(
        key,
        wish,
        TenderChange[].class,
        HttpStatus.CREATED,
        desk.change(openingId, new Tenant.OfPlatform(platform.platformId()), wish)
            .map(changes -> changes.toArray(TenderChange[]::new)));
  }

  @GetMapping
  Mono<List<TenderChange>> list(@PathVariable UUID openingId, Caller caller) {
    return desk.list(openingId, Tenant.of(caller));
  }
}
