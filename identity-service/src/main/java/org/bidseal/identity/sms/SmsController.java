package org.bidseal.identity.sms;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.identity.sms.SmsCodes.Purpose;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/identity/v1/sms-codes")
class SmsController {

  /// @param mobile 11 digits
  record SmsCodeRequest(
      @NotNull @Pattern(regexp = Mobile.FORM) String mobile, @NotNull Purpose purpose) {}

  /// @param sandbox the message went to the sandbox inbox, not to a phone
  record SmsCodeAnswer(UUID smsRequestId, Instant expiresAt, boolean sandbox) {}

  private final SmsCodes codes;
  private final IdempotentWrites writes;

  SmsController(SmsCodes codes, IdempotentWrites writes) {
    this.codes = codes;
    this.writes = writes;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Mono<ResponseEntity<SmsCodeAnswer>> send(
      IdempotencyKey key, @Valid @RequestBody SmsCodeRequest request) {
    Mono<SmsCodeAnswer> useCase =
        codes
            .send(new Mobile(request.mobile()), request.purpose())
            .map(sent -> new SmsCodeAnswer(sent.smsRequestId(), sent.expiresAt(), sent.sandbox()));
    return writes.once(key, request, SmsCodeAnswer.class, HttpStatus.ACCEPTED, useCase);
  }
}
