package org.bidseal.gateway.limit;

import java.util.concurrent.atomic.AtomicLong;
import org.bidseal.gateway.traffic.Traffic;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Largest bodies, by what they are. A declared length is refused at once, an undeclared one when
/// it has passed; the body itself streams through.
@Component
class BodyLimits implements GlobalFilter, Ordered {
  private final Traffic traffic;

  BodyLimits(Traffic traffic) {
    this.traffic = traffic;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    long limit = traffic.limits(request.getPath()).body().toBytes();
    if (request.getHeaders().getContentLength() > limit) {
      return Mono.error(tooLarge(limit));
    }
    return chain.filter(exchange.mutate().request(limited(request, limit)).build());
  }

  private static ServerHttpRequest limited(ServerHttpRequest request, long limit) {
    AtomicLong seen = new AtomicLong();
    return new ServerHttpRequestDecorator(request) {
      @Override
      public Flux<DataBuffer> getBody() {
        return super.getBody()
            .doOnNext(buffer -> {
              if (seen.addAndGet(buffer.readableByteCount()) > limit) {
                DataBufferUtils.release(buffer);
                throw tooLarge(limit);
              }
            });
      }
    };
  }

  private static ProblemException tooLarge(long limit) {
    return new ProblemException(
        CommonProblem.PAYLOAD_TOO_LARGE, "At most " + limit + " bytes are taken here.");
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 150;
  }
}
