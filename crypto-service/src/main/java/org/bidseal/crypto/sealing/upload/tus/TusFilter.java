package org.bidseal.crypto.sealing.upload.tus;

import org.bidseal.crypto.problem.UploadProblem;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.problem.ProblemException;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/// What tus asks of every request and every answer: the version, and the method that a client means
/// whose HTTP library knows no PATCH. After security, before what looks at the method.
@Component
@InRole(Role.KEY)
class TusFilter implements WebFilter, Ordered {
  private static final String OVERRIDE = "X-HTTP-Method-Override";
  private static final PathPattern UPLOADS = pattern("");
  private static final PathPattern UPLOAD = pattern("/{uploadId}");

  private static PathPattern pattern(String rest) {
    return PathPatternParser.defaultInstance.parse(UploadController.PATH + rest);
  }

  @Override
  public int getOrder() {
    return -50;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    PathContainer path = request.getPath().pathWithinApplication();
    if (!UPLOADS.matches(path) && !UPLOAD.matches(path)) {
      return chain.filter(exchange);
    }
    var headers = exchange.getResponse().getHeaders();
    headers.set(TusHeaders.RESUMABLE, TusHeaders.THIS_VERSION);
    if (!request.getMethod().equals(HttpMethod.OPTIONS) && !isThisVersion(request)) {
      headers.set(TusHeaders.VERSION, TusHeaders.THIS_VERSION);
      return Mono.error(
          new ProblemException(
              UploadProblem.TUS_VERSION_NOT_SUPPORTED, "Tus-Resumable is not 1.0.0."));
    }
    String meant = request.getHeaders().getFirst(OVERRIDE);
    return chain.filter(
        meant == null
            ? exchange
            : exchange
                .mutate()
                .request(request.mutate().method(HttpMethod.valueOf(meant)).build())
                .build());
  }

  private static boolean isThisVersion(ServerHttpRequest request) {
    return TusHeaders.THIS_VERSION.equals(request.getHeaders().getFirst(TusHeaders.RESUMABLE));
  }
}
