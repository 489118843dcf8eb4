package org.bidseal.websecurity.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class VerifiedTokensTest {
  private static final Instant ISSUED = Instant.parse("2026-11-22T08:00:00Z");

  private final AtomicInteger verified = new AtomicInteger();
  private final JwtTimestampValidator times = new JwtTimestampValidator(Duration.ZERO);
  private final VerifiedTokens tokens =
      new VerifiedTokens(this::verify, times, Duration.ofMinutes(1));

  @BeforeEach
  void whileItIsGood() {
    times.setClock(Clock.fixed(ISSUED.plusSeconds(1), ZoneOffset.UTC));
  }

  @Test
  void theSameTokenIsVerifiedOnce() {
    StepVerifier.create(tokens.decode("good")).expectNextCount(1).verifyComplete();
    StepVerifier.create(tokens.decode("good")).expectNextCount(1).verifyComplete();
    StepVerifier.create(tokens.decode("another")).expectNextCount(1).verifyComplete();
    assertThat(verified).hasValue(2);
  }

  @Test
  void aKnownTokenStillExpires() {
    StepVerifier.create(tokens.decode("good")).expectNextCount(1).verifyComplete();
    times.setClock(Clock.fixed(ISSUED.plusSeconds(61), ZoneOffset.UTC));
    StepVerifier.create(tokens.decode("good")).verifyError(BadJwtException.class);
  }

  @Test
  void aRefusalIsNotRemembered() {
    StepVerifier.create(tokens.decode("bad")).verifyError(BadJwtException.class);
    StepVerifier.create(tokens.decode("bad")).verifyError(BadJwtException.class);
    assertThat(verified).hasValue(2);
  }

  private Mono<Jwt> verify(String token) {
    verified.incrementAndGet();
    return token.equals("bad")
        ? Mono.error(new BadJwtException("bad"))
        : Mono.just(
            Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .issuedAt(ISSUED)
                .expiresAt(ISSUED.plusSeconds(60))
                .build());
  }
}
