package org.bidseal.servicecalls;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClientRequest;
import reactor.util.retry.Retry;

/// What every call to a service gets, from the inside out: deadline, circuit breaker, token, retry,
/// and the problem that stands for a failure.
final class CallFilter implements ExchangeFilterFunction {
  private static final Logger log = LoggerFactory.getLogger(CallFilter.class);
  private static final int RETRIES = 2;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final String service;
  private final ServiceToken token;
  private final CircuitBreaker breaker;
  private final Answers answers;
  private final Duration defaultDeadline;

  CallFilter(
      String service,
      ServiceToken token,
      CircuitBreaker breaker,
      Answers answers,
      Duration defaultDeadline) {
    this.service = service;
    this.token = token;
    this.breaker = breaker;
    this.answers = answers;
    this.defaultDeadline = defaultDeadline;
  }

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    return token
        .current()
        .flatMap(own -> attempt(request, own, next))
        .retryWhen(retry(isIdempotent(request)))
        .onErrorMap(this::asProblem);
  }

  private Mono<ClientResponse> attempt(
      ClientRequest request, ServiceToken.Token own, ExchangeFunction next) {
    Duration deadline =
        request.attribute(ServiceCalls.DEADLINE).map(Duration.class::cast).orElse(defaultDeadline);
    return next.exchange(introduced(request, own, deadline))
        .flatMap(answers::checked)
        .timeout(deadline)
        .transformDeferred(CircuitBreakerOperator.of(breaker))
        .doOnError(CallFailedException.class, failed -> endRefused(failed, own));
  }

  private static ClientRequest introduced(
      ClientRequest request, ServiceToken.Token own, Duration deadline) {
    return ClientRequest.from(request)
        .headers(headers -> headers.setBearerAuth(own.value()))
        .headers(headers ->
            request
                .attribute(ServiceCalls.PERSON)
                .map(UUID.class::cast)
                .ifPresent(id -> headers.set(ServiceCalls.PERSON_HEADER, id.toString())))
        // The deadline ends with the first byte; a body that stalls is cut by this.
        .httpRequest(http -> {
          if (http.getNativeRequest() instanceof HttpClientRequest netty) {
            netty.responseTimeout(deadline);
          }
        })
        .build();
  }

  private void endRefused(CallFailedException failed, ServiceToken.Token own) {
    if (failed.isTokenRefused()) {
      log.error("{} refused this service's token", service);
      own.end();
    }
  }

  private static boolean isIdempotent(ClientRequest request) {
    HttpMethod method = request.method();
    return HttpMethod.GET.equals(method)
        || HttpMethod.HEAD.equals(method)
        || request.headers().containsHeader(ServiceCalls.IDEMPOTENCY_KEY)
        || request.attribute(ServiceCalls.IDEMPOTENT).isPresent();
  }

  private static Retry retry(boolean idempotent) {
    return Retry.backoff(RETRIES, FIRST_PAUSE)
        .maxBackoff(LONGEST_PAUSE)
        .filter(error -> isWorthRetrying(error, idempotent))
        .onRetryExhaustedThrow((_, last) -> last.failure());
  }

  private static boolean isWorthRetrying(Throwable error, boolean idempotent) {
    return switch (error) {
      case CallFailedException failed when failed.isTokenRefused() -> true;
      case CallFailedException failed -> idempotent && failed.isTransient();
      case WebClientRequestException _ -> idempotent;
      default -> false;
    };
  }

  private Throwable asProblem(Throwable error) {
    return switch (error) {
      case CallFailedException _,
          TimeoutException _,
          CallNotPermittedException _,
          WebClientRequestException _,
          TokenUnavailableException _ ->
          new ProblemException(
                  CommonProblem.UPSTREAM_UNAVAILABLE,
                  "The service '" + service + "' does not answer at present.",
                  error)
              .retryAfter(RETRY_AFTER);
      default -> error;
    };
  }
}
