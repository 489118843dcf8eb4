package org.bidseal.websecurity.config;

import org.bidseal.problem.web.ProblemRenderer;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Refusals of the security filters, in the form of all other problems.
final class SecurityAnswers implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {
  private final ProblemRenderer renderer;

  SecurityAnswers(ProblemRenderer renderer) {
    this.renderer = renderer;
  }

  @Override
  public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException error) {
    return Mono.fromRunnable(() -> challenge(exchange, error))
        .then(renderer.render(exchange, error));
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException denied) {
    return renderer.render(exchange, denied);
  }

  /// RFC 6750 §3: no error code if the request had no token at all.
  private static void challenge(ServerWebExchange exchange, AuthenticationException error) {
    String challenge =
        error instanceof OAuth2AuthenticationException e
            ? "Bearer error=\"" + e.getError().getErrorCode() + "\""
            : "Bearer";
    exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge);
  }
}
