package org.bidseal.gateway.route;

import java.time.Duration;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.cloud.client.circuitbreaker.ReactiveCircuitBreakerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// A circuit breaker for each service. What fails to reach a service is told as a problem that says
/// when to try again; nothing is repeated here, since only the client knows whether it may be.
@Component
class CircuitBreakers implements GlobalFilter, Ordered {
  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

  private final ReactiveCircuitBreakerFactory<?, ?> breakers;

  CircuitBreakers(ReactiveCircuitBreakerFactory<?, ?> breakers) {
    this.breakers = breakers;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
    if (route == null) {
      return chain.filter(exchange);
    }
    return breakers
        .create(route.getId())
        .run(chain.filter(exchange), failure -> answer(exchange, route.getId(), failure));
  }

  private static Mono<Void> answer(ServerWebExchange exchange, String service, Throwable failure) {
    if (failure instanceof ProblemException || exchange.getResponse().isCommitted()) {
      return Mono.error(failure);
    }
    return Mono.error(
        new ProblemException(
                CommonProblem.UPSTREAM_UNAVAILABLE, service + " does not answer.", failure)
            .retryAfter(TRY_AGAIN));
  }

  /// Inside the body limit, so that a body which is too large is nobody's failure.
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 200;
  }
}
