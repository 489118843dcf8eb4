package org.bidseal.problem.web;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/// Hands every error of the web layer to the [ProblemRenderer], before Spring Boot's own handler
/// (-1).
final class ProblemExceptionHandler implements WebExceptionHandler, Ordered {
  private final ProblemRenderer renderer;

  ProblemExceptionHandler(ProblemRenderer renderer) {
    this.renderer = renderer;
  }

  @Override
  public int getOrder() {
    return -2;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
    return renderer.render(exchange, error);
  }
}
