package org.bidseal.idempotency;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Which controller methods write, and whether they ask for a key. The service does not start if
/// one of them would demand the header and then ignore it.
final class WriteHandlers implements SmartInitializingSingleton {
  private static final Set<HttpMethod> WRITES =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

  private final RequestMappingHandlerMapping mapping;

  WriteHandlers(RequestMappingHandlerMapping mapping) {
    this.mapping = mapping;
  }

  static boolean writes(HttpMethod method) {
    return WRITES.contains(method);
  }

  /// Whether this handler's writes need the header.
  static boolean needsKey(HandlerMethod handler) {
    return !AnnotatedElementUtils.hasAnnotation(handler.getMethod(), NaturallyIdempotent.class)
        && !AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), NaturallyIdempotent.class);
  }

  /// Whether the controller method that will answer this request needs the header; false if no
  /// controller will.
  Mono<Boolean> needsKey(ServerWebExchange exchange) {
    return mapping
        .getHandler(exchange)
        // No method fits (405, 415, …): the dispatcher will find the same and answer it.
        .onErrorComplete()
        .ofType(HandlerMethod.class)
        .map(WriteHandlers::needsKey)
        .defaultIfEmpty(false);
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<String> careless =
        mapping.getHandlerMethods().entrySet().stream()
            .filter(WriteHandlers::isCareless)
            .map(handler -> handler.getValue().toString())
            .sorted()
            .toList();
    if (!careless.isEmpty()) {
      throw new IllegalStateException(
          "A controller method that writes takes an IdempotencyKey and uses IdempotentWrites.once, or"
              + " is @NaturallyIdempotent: "
              + careless);
    }
  }

  private static boolean isCareless(Map.Entry<RequestMappingInfo, HandlerMethod> handler) {
    Set<RequestMethod> methods = handler.getKey().getMethodsCondition().getMethods();
    return methods.stream().anyMatch(method -> writes(method.asHttpMethod()))
        && needsKey(handler.getValue())
        && Arrays.stream(handler.getValue().getMethod().getParameterTypes())
            .noneMatch(type -> type == IdempotencyKey.class || type == ServerWebExchange.class);
  }
}
