package org.bidseal.idempotency;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Refuses a write without `Idempotency-Key` before its body is read. Comes after security: who may
/// not write is not told how.
final class IdempotencyKeyFilter implements WebFilter, Ordered {
  private final WriteHandlers handlers;

  IdempotencyKeyFilter(WriteHandlers handlers) {
    this.handlers = handlers;
  }

  @Override
  public int getOrder() {
    return 0;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (!WriteHandlers.writes(exchange.getRequest().getMethod())) {
      return chain.filter(exchange);
    }
    return handlers
        .needsKey(exchange)
        .doOnNext(needed -> check(needed, exchange))
        .then(chain.filter(exchange));
  }

  private static void check(boolean needed, ServerWebExchange exchange) {
    if (needed) {
      IdempotencyKey.header(exchange.getRequest());
    }
  }
}
