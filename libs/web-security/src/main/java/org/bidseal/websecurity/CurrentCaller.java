package org.bidseal.websecurity;

import java.security.Principal;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// The caller where no controller parameter can bring it: filters, WebSocket handlers.
public final class CurrentCaller {
  private CurrentCaller() {}

  /// The caller of a request, empty if it came without a token; error FORBIDDEN if its kind is
  /// another.
  public static <C extends Caller> Mono<C> of(ServerWebExchange exchange, Class<C> kind) {
    return from(exchange.getPrincipal(), exchange.getRequest().getHeaders(), kind);
  }

  /// The caller that opened a WebSocket, empty if it came without a token; error FORBIDDEN if its
  /// kind is another.
  public static <C extends Caller> Mono<C> of(HandshakeInfo handshake, Class<C> kind) {
    return from(handshake.getPrincipal(), handshake.getHeaders(), kind);
  }

  /// The realm roles of a token.
  public static Set<String> roles(Jwt token) {
    return Callers.roles(token);
  }

  private static <C extends Caller> Mono<C> from(
      Mono<? extends Principal> principal, HttpHeaders headers, Class<C> kind) {
    return principal
        .ofType(JwtAuthenticationToken.class)
        .map(token ->
            Callers.as(kind, token.getToken(), headers.getFirst(ServiceCaller.PERSON_HEADER)));
  }
}
