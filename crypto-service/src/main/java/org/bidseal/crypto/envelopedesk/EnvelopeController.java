package org.bidseal.crypto.envelopedesk;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.envelopedesk.EnvelopeRequests.Announce;
import org.bidseal.crypto.envelopedesk.EnvelopeRequests.OpenSession;
import org.bidseal.crypto.notice.LateArrivals;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.qrsession.SessionKey;
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
import tools.jackson.databind.JsonNode;

/// Envelopes: announced and shown by platforms, read by members of the bidding enterprise.
@RestController
@InRole(Role.KEY)
@RequestMapping("/api/crypto/v1")
class EnvelopeController {
  private final EnvelopeDesk desk;
  private final LateArrivals late;
  private final IdempotentWrites writes;

  EnvelopeController(EnvelopeDesk desk, LateArrivals late, IdempotentWrites writes) {
    this.desk = desk;
    this.late = late;
    this.writes = writes;
  }

  @PostMapping("/openings/{openingId}/envelopes")
  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  Mono<ResponseEntity<EnvelopeView>> announce(
      @PathVariable UUID openingId,
      Platform platform,
      @Valid @RequestBody Announce wish,
      IdempotencyKey key) {
    return late.attestedAnnouncement(
        List.of(openingId),
        new Tenant.OfPlatform(platform.platformId()),
        wish.enterpriseId(),
        writes.once(
            key,
            wish,
            EnvelopeView.class,
            HttpStatus.CREATED,
            desk.announce(openingId, platform.platformId(), wish)));
  }

  @GetMapping("/openings/{openingId}/envelopes")
  Mono<List<EnvelopeView>> list(@PathVariable UUID openingId, Caller caller) {
    return desk.list(openingId, Tenant.of(caller));
  }

  @GetMapping("/envelopes/{envelopeId}")
  Mono<EnvelopeView> show(@PathVariable UUID envelopeId, Caller caller) {
    return desk.show(envelopeId, Tenant.of(caller));
  }

  /// Opens the QR session in which a person addresses and signs, or opens, the envelope.
  @PostMapping("/envelopes/{envelopeId}/qr-sessions")
  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  Mono<ResponseEntity<JsonNode>> openSession(
      @PathVariable UUID envelopeId,
      Platform platform,
      @Valid @RequestBody OpenSession wish,
      IdempotencyKey key) {
    return writes.once(
        key,
        wish,
        JsonNode.class,
        HttpStatus.CREATED,
        desk.openSession(
            envelopeId,
            new Tenant.OfPlatform(platform.platformId()),
            wish.purpose(),
            SessionKey.of("envelope", key)));
  }
}
