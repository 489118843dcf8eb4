package org.bidseal.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.bidseal.gateway.limit.LimitProperties.Limit;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Token buckets per client and per user, per address where there is no token. Each gateway counts
/// for itself: with several, a caller may get as many times his rate.
@Component
class RateLimits implements GlobalFilter, Ordered {
  private static final int MOST_CALLERS = 100_000;

  private final LimitProperties limits;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MOST_CALLERS)
          .expireAfterAccess(Duration.ofMinutes(10))
          .build();

  RateLimits(LimitProperties limits) {
    this.limits = limits;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    return exchange
        .getPrincipal()
        .ofType(JwtAuthenticationToken.class)
        .map(token -> bucketsOf(token.getToken()))
        .defaultIfEmpty(List.of())
        .map(known -> known.isEmpty() ? List.of(bucketOfAddress(exchange)) : known)
        .doOnNext(all -> all.forEach(RateLimits::consume))
        .then(chain.filter(exchange));
  }

  private List<Bucket> bucketsOf(Jwt token) {
    return List.of(
        bucket("client " + token.getClaimAsString("azp"), limits.perClient()),
        bucket("user " + token.getSubject(), limits.perUser()));
  }

  private Bucket bucketOfAddress(ServerWebExchange exchange) {
    InetSocketAddress address = exchange.getRequest().getRemoteAddress();
    String host = address == null ? "unknown" : address.getHostString();
    return bucket("address " + host, limits.perAddress());
  }

  private Bucket bucket(String caller, Limit limit) {
    return buckets.get(
        caller,
        _ ->
            Bucket.builder()
                .addLimit(it ->
                    it.capacity(limit.burst()).refillGreedy(limit.rate(), Duration.ofSeconds(1)))
                .build());
  }

  private static void consume(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw new ProblemException(CommonProblem.RATE_LIMITED, "Too many requests at once.")
          .retryAfter(Duration.ofNanos(probe.getNanosToWaitForRefill()).plusSeconds(1));
    }
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 100;
  }
}
