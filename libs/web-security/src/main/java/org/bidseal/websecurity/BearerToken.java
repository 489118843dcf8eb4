package org.bidseal.websecurity;

import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import reactor.core.publisher.Mono;

/// The access token of the present request, to be passed on where the end user's own rights must
/// hold. It prints as `[REDACTED]`; [#value()] is the only way to the characters.
public final class BearerToken {
  private final String value;

  BearerToken(String value) {
    this.value = value;
  }

  /// The token of the request that the subscriber serves; empty if it came without one.
  public static Mono<BearerToken> current() {
    return ReactiveSecurityContextHolder.getContext()
        .mapNotNull(SecurityContext::getAuthentication)
        .ofType(AbstractOAuth2TokenAuthenticationToken.class)
        .map(authentication -> new BearerToken(authentication.getToken().getTokenValue()));
  }

  /// The compact serialisation (RFC 7519), for an `Authorization: Bearer` header.
  public String value() {
    return value;
  }

  @Override
  public String toString() {
    return "BearerToken[REDACTED]";
  }
}
