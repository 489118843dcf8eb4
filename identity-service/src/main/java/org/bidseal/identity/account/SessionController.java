package org.bidseal.identity.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.bidseal.idempotency.NaturallyIdempotent;
import org.bidseal.identity.account.Sessions.Session;
import org.bidseal.identity.sms.Mobile;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Login and refresh. Neither stores its answer: it holds tokens.
@RestController
@RequestMapping("/api/identity/v1/sessions")
class SessionController {

  private static final String SIX_DIGITS = "[0-9]{6}";

  /// @param mobile 11 digits
  /// @param code the six digits of the newest message
  record LoginRequest(
      @NotNull @Pattern(regexp = Mobile.FORM) String mobile,
      @NotNull @Pattern(regexp = SIX_DIGITS) String code,
      @NotNull @Valid DeviceRequest device) {
    @Override
    public String toString() {
      return "LoginRequest[REDACTED]";
    }
  }

  /// @param deviceId drawn by the installation at its first start
  /// @param name as its owner will recognise it
  /// @param key the device's own key, to be registered with it; without one it cannot sign reports
  record DeviceRequest(
      @NotNull UUID deviceId,
      @NotBlank @Size(max = 64) String name,
      @Nullable @Valid DeviceKeyRequest key) {}

  /// @param publicKey SM2, uncompressed, 130 lower-case hex digits
  /// @param r with `s`, 64 lower-case hex digits each: SM2 with SM3 by this key over the device key
  ///   statement (docs/bid-envelope.md)
  record DeviceKeyRequest(
      @NotNull @Pattern(regexp = "[0-9a-f]{130}") String publicKey,
      @NotNull @Pattern(regexp = "[0-9a-f]{64}") String r,
      @NotNull @Pattern(regexp = "[0-9a-f]{64}") String s) {}

  record RefreshRequest(@NotBlank @Size(max = 128) String refreshToken) {
    @Override
    public String toString() {
      return "RefreshRequest[REDACTED]";
    }
  }

  /// @param expiresIn seconds until the access token expires
  /// @param refreshToken good for one refresh
  record SessionAnswer(
      UUID personId, boolean newAccount, String accessToken, long expiresIn, String refreshToken) {
    static SessionAnswer of(Session session) {
      return new SessionAnswer(
          session.personId(),
          session.newAccount(),
          session.token().value(),
          session.token().expiresIn(),
          session.refreshToken());
    }

    @Override
    public String toString() {
      return "SessionAnswer[REDACTED]";
    }
  }

  private final Sessions sessions;

  SessionController(Sessions sessions) {
    this.sessions = sessions;
  }

  @PostMapping
  @NaturallyIdempotent("a code is good for one login; tokens are never stored for a replay")
  Mono<SessionAnswer> login(@Valid @RequestBody LoginRequest request) {
    return sessions
        .login(new Mobile(request.mobile()), request.code(), request.device())
        .map(SessionAnswer::of);
  }

  @PostMapping("/refresh")
  @NaturallyIdempotent("a refresh token is good for one refresh")
  Mono<SessionAnswer> refresh(@Valid @RequestBody RefreshRequest request) {
    return sessions.refresh(request.refreshToken()).map(SessionAnswer::of);
  }
}
