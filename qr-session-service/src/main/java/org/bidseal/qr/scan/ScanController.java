package org.bidseal.qr.scan;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.qr.session.SessionView;
import org.bidseal.servicedefaults.RequestDeadline;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.ServiceCaller;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Scanning and reading.
@RestController
class ScanController {
  private final Scans scans;
  private final SessionReading reading;
  private final IdempotentWrites writes;

  ScanController(Scans scans, SessionReading reading, IdempotentWrites writes) {
    this.scans = scans;
    this.reading = reading;
    this.writes = writes;
  }

  /// Scans a code; the answer is what the phone shows.
  @PostMapping("/api/qr/v1/scans")
  Mono<ResponseEntity<SessionView>> scan(
      IdempotencyKey key, Person person, @Valid @RequestBody ScanRequest request) {
    return writes.once(key, request, SessionView.class, scans.scan(person.personId(), request));
  }

  /// The session; with `wait` (seconds) as soon as its version is past `since`.
  @RequestDeadline(seconds = 30)
  @GetMapping("/api/qr/v1/sessions/{sessionId}")
  Mono<SessionView> read(
      Caller caller,
      @PathVariable UUID sessionId,
      @RequestParam(defaultValue = "0") @Min(0) long since,
      @RequestParam(defaultValue = "0") @Min(0) @Max(25) int wait) {
    return reading.read(sessionId, caller, since, Duration.ofSeconds(wait));
  }

  /// The session, for another service.
  @GetMapping("/internal/qr/v1/sessions/{sessionId}")
  Mono<SessionView> read(ServiceCaller service, @PathVariable UUID sessionId) {
    return reading.get(sessionId, service);
  }
}
