package org.bidseal.crypto.opening;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.opening.OpeningRequests.Extend;
import org.bidseal.crypto.opening.OpeningRequests.Register;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
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

/// Openings, registered by platforms.
@RestController
@InRole(Role.KEY)
@RequestMapping("/api/crypto/v1/openings")
class OpeningController {
  private final OpeningDesk desk;
  private final IdempotentWrites writes;

  OpeningController(OpeningDesk desk, IdempotentWrites writes) {
    this.desk = desk;
    this.writes = writes;
  }

  @PostMapping
  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  Mono<ResponseEntity<OpeningView>> register(
      Platform platform, @Valid @RequestBody Register wish, IdempotencyKey key) {
    return writes.once(
        key,
        wish,
        OpeningView.class,
        HttpStatus.CREATED,
        desk.register(platform.platformId(), wish));
  }

  @GetMapping
  Mono<List<OpeningView>> list(Caller caller) {
    return desk.list(Tenant.of(caller));
  }

  @GetMapping("/{openingId}")
  Mono<OpeningView> show(@PathVariable UUID openingId, Caller caller) {
    return desk.show(openingId, Tenant.of(caller));
  }

  /// Makes the decryption window (解密时限) longer, for a reason that is kept.
  @PostMapping("/{openingId}/window-extensions")
  Mono<ResponseEntity<OpeningView>> extend(
      @PathVariable UUID openingId,
      Platform platform,
      @Valid @RequestBody Extend wish,
      IdempotencyKey key) {
    return writes.once(
        key,
        wish,
        OpeningView.class,
        desk.extend(openingId, new Tenant.OfPlatform(platform.platformId()), wish));
  }
}
