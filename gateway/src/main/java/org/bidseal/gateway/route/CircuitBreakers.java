package org.bidseal.gateway.route;

import static org.springframework.http.HttpStatus.GATEWAY_TIMEOUT;

import io.netty.handler.timeout.TimeoutException;
import java.time.Duration;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.cloud.client.circuitbreaker.ReactiveCircuitBreakerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
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
    String service = String.valueOf(route.getMetadata().get(Routes.SERVICE));
    return breakers
        .create(service)
        .run(chain.filter(exchange), failure -> answer(exchange, service, failure));
  }

  private static Mono<Void> answer(ServerWebExchange exchange, String service, Throwable failure) {
    if (failure instanceof ProblemException) {
      return Mono.error(failure);
    }
    ServerHttpResponse response = exchange.getResponse();
    if (!tookTooLong(failure)) {
      return Mono.error(
          new ProblemException(
                  CommonProblem.UPSTREAM_UNAVAILABLE, service + " does not answer.", failure)
              .retryAfter(TRY_AGAIN));
    }
    if (!response.isCommitted()) {
      // Else the rest of a body that nobody wants would be waited for.
      response.getHeaders().set(HttpHeaders.CONNECTION, "close");
    }
    return Mono.error(
        new ProblemException(CommonProblem.TIMED_OUT, service + " did not answer in time.", failure)
            .retryAfter(TRY_AGAIN));
  }

  private static boolean tookTooLong(Throwable failure) {
    return switch (failure) {
      case ResponseStatusException it -> it.getStatusCode().value() == GATEWAY_TIMEOUT.value();
      case TimeoutException _ -> true;
      default -> false;
    };
  }

  /// Inside the body limit, so that a body which is too large is nobody's failure.
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 200;
  }
}
