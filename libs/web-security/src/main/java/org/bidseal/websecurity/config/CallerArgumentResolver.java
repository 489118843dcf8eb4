package org.bidseal.websecurity.config;

import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.websecurity.BearerToken;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.CurrentCaller;
import org.springframework.core.MethodParameter;
import org.springframework.core.Nullness;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Controller parameters of type [Caller], of one of its kinds, or [BearerToken]. Without a token
/// (on an open path) the answer is UNAUTHENTICATED, unless the parameter is `@Nullable`.
final class CallerArgumentResolver implements HandlerMethodArgumentResolver {
  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    Class<?> type = parameter.getParameterType();
    return Caller.class.isAssignableFrom(type) || type == BearerToken.class;
  }

  @Override
  public Mono<Object> resolveArgument(
      MethodParameter parameter, BindingContext bindings, ServerWebExchange exchange) {
    boolean optional = Nullness.forMethodParameter(parameter) == Nullness.NULLABLE;
    Mono<Object> absent = optional ? Mono.empty() : Mono.error(CallerArgumentResolver::unknown);
    return argument(parameter.getParameterType(), exchange).switchIfEmpty(absent);
  }

  private static Mono<Object> argument(Class<?> type, ServerWebExchange exchange) {
    return type == BearerToken.class
        ? BearerToken.current().cast(Object.class)
        : CurrentCaller.of(exchange, type.asSubclass(Caller.class)).cast(Object.class);
  }

  private static ProblemException unknown() {
    return new ProblemException(CommonProblem.UNAUTHENTICATED, "This needs an access token.");
  }
}
