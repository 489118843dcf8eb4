package org.bidseal.gateway.socket;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Browsers cannot send headers with a WebSocket handshake. A page offers its token as a second
/// subprotocol, `bearer.<token>`; here it becomes the header that everything else looks at.
@Component
class SubprotocolToken implements WebFilter, Ordered {
  private static final String HEADER = "Sec-WebSocket-Protocol";
  private static final String PREFIX = "bearer.";

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    String offered = request.getHeaders().getFirst(HEADER);
    if (offered == null || !offered.contains(PREFIX)) {
      return chain.filter(exchange);
    }
    return chain.filter(exchange.mutate().request(withToken(request, offered)).build());
  }

  private static ServerHttpRequest withToken(ServerHttpRequest request, String offered) {
    StringBuilder others = new StringBuilder();
    ServerHttpRequest.Builder changed = request.mutate();
    for (String each : offered.split(",", -1)) {
      String name = each.strip();
      if (name.startsWith(PREFIX)) {
        changed.header(HttpHeaders.AUTHORIZATION, "Bearer " + name.substring(PREFIX.length()));
      } else {
        others.append(others.isEmpty() ? "" : ", ").append(name);
      }
    }
    return changed.header(HEADER, others.toString()).build();
  }

  /// Before Spring Security, which stands at -100.
  @Override
  public int getOrder() {
    return -200;
  }
}
