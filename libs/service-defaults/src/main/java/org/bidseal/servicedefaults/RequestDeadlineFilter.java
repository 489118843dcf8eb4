package org.bidseal.servicedefaults;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Cancels a request whose answer has not begun in time, with a {@link TimeoutException}; the edge
/// answers 504. Without it a lost connection to the database would hold the request, and its
/// client, for ever. The handler is known only after the first deadline was set, so a handler's own
/// {@link RequestDeadline} is looked up when the default one strikes. Handlers see why they were
/// cancelled by {@link RequestCut}.
final class RequestDeadlineFilter implements WebFilter, Ordered {
  private final Duration timeout;

  RequestDeadlineFilter(Duration timeout) {
    this.timeout = timeout;
  }

  /// Outermost but for the security filters' own wrappers: a slow key endpoint counts too.
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 20;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    RequestCut cut = new RequestCut();
    Mono<Void> deadline =
        Mono.delay(timeout)
            .then(Mono.defer(() -> extension(exchange)))
            .then(elapsed(exchange))
            .doOnSuccess(_ -> cut.strike());
    return chain
        .filter(exchange)
        .timeout(deadline)
        .contextWrite(context -> context.put(RequestCut.class, cut));
  }

  private Mono<Void> extension(ServerWebExchange exchange) {
    Object handler = exchange.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
    if (handler instanceof WebSocketHandler) {
      return Mono.never();
    }
    Duration more = ownDeadline(handler).minus(timeout);
    return more.isPositive() ? Mono.delay(more).then() : Mono.empty();
  }

  private Mono<Void> elapsed(ServerWebExchange exchange) {
    return Mono.defer(() -> exchange.getResponse().isCommitted() ? Mono.never() : Mono.empty());
  }

  private Duration ownDeadline(@Nullable Object handler) {
    if (!(handler instanceof HandlerMethod method)) {
      return timeout;
    }
    RequestDeadline own = method.getMethodAnnotation(RequestDeadline.class);
    if (own == null) {
      own = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), RequestDeadline.class);
    }
    return own == null ? timeout : Duration.ofSeconds(own.seconds());
  }
}
