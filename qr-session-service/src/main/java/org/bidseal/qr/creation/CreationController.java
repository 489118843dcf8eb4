package org.bidseal.qr.creation;

import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.qr.session.SessionView;
import org.bidseal.websecurity.Platform;
import org.bidseal.websecurity.ServiceCaller;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Making sessions and showing their codes.
@RestController
class CreationController {
  private final NewSessions sessions;
  private final IdempotentWrites writes;

  CreationController(NewSessions sessions, IdempotentWrites writes) {
    this.sessions = sessions;
    this.writes = writes;
  }

  /// Starts a LOGIN or BIND session.
  @PostMapping("/api/qr/v1/sessions")
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<SessionView>> create(
      IdempotencyKey key, Platform platform, @Valid @RequestBody PlatformSessionRequest request) {
    return writes.once(
        key,
        request,
        SessionView.class,
        HttpStatus.CREATED,
        sessions.forPlatform(platform.platformId(), request));
  }

  /// Starts a SIGN, ENCRYPT or DECRYPT session for another service.
  @PostMapping("/internal/qr/v1/sessions")
  @ResponseStatus(HttpStatus.CREATED)
  Mono<ResponseEntity<SessionView>> create(
      IdempotencyKey key,
      ServiceCaller service,
      @Valid @RequestBody ServiceSessionRequest request) {
    service.require("signing-service", "crypto-service");
    return writes.once(
        key, request, SessionView.class, HttpStatus.CREATED, sessions.forService(request));
  }

  /// The code that the session's screen shows now; it changes every two seconds.
  @GetMapping("/api/qr/v1/sessions/{sessionId}/code")
  Mono<CodeView> code(Platform platform, @PathVariable UUID sessionId) {
    return sessions.code(sessionId, platform.platformId());
  }
}
