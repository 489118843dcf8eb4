package org.bidseal.websecurity.config;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/// Tokens whose signature was found good a moment ago. A phone comes with the same token again and
/// again, and verifying it costs more than all else of a small request.
///
/// A token is forgotten after `memory`, so that a withdrawn key of the realm goes as soon as it
/// would without this, and `memory` later at the most; its times are looked at each time. What was
/// refused is not remembered.
final class VerifiedTokens implements ReactiveJwtDecoder {
  private static final int MOST = 2_000;

  private final ReactiveJwtDecoder decoder;
  private final OAuth2TokenValidator<Jwt> times;
  private final Cache<String, Jwt> known;

  VerifiedTokens(ReactiveJwtDecoder decoder, OAuth2TokenValidator<Jwt> times, Duration memory) {
    this.decoder = decoder;
    this.times = times;
    this.known = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(memory).build();
  }

  @Override
  public Mono<Jwt> decode(String token) {
    return Mono.defer(() -> {
      Jwt verified = known.getIfPresent(token);
      return verified == null
          ? decoder.decode(token).doOnNext(fresh -> known.put(token, fresh))
          : inTime(verified);
    });
  }

  private Mono<Jwt> inTime(Jwt token) {
    return times.validate(token).hasErrors()
        ? Mono.error(new BadJwtException("The token has expired"))
        : Mono.just(token);
  }
}
