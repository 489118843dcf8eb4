package org.bidseal.signing.request;

import java.time.Duration;
import org.bidseal.database.DatabaseClock;
import org.bidseal.signing.request.SigningRequest.RequestFacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Ends requests whose signature did not come in time, those that a crash cut off included. Every
/// replica may run it.
@Component
final class RequestExpiry implements SmartInitializingSingleton, DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(RequestExpiry.class);

  private final SigningRequests requests;
  private final Failures failures;
  private final DatabaseClock clock;
  private final Duration interval;
  private final Disposable.Swap running = Disposables.swap();

  RequestExpiry(
      SigningRequests requests,
      Failures failures,
      DatabaseClock clock,
      @Value("${bidseal.signing.sweep-interval:30s}") Duration interval) {
    this.requests = requests;
    this.failures = failures;
    this.clock = clock;
    this.interval = interval;
  }

  @Override
  public void afterSingletonsInstantiated() {
    running.update(
        Flux.interval(interval).onBackpressureDrop().concatMap(_ -> sweep(), 1).subscribe());
  }

  @Override
  public void destroy() {
    running.dispose();
  }

  /// One round; what fails is tried again in the next.
  Mono<Void> sweep() {
    return clock
        .now()
        .flatMap(requests::due)
        .flatMapIterable(due -> due)
        .map(SigningRequest::facts)
        .concatMap(this::expire)
        .then()
        .onErrorResume(e -> {
          log.warn("Signing requests whose time is up could not be ended; trying again", e);
          return Mono.empty();
        });
  }

  private Mono<Void> expire(RequestFacts facts) {
    return failures.fail(facts.taskId(), facts.requestId(), "EXPIRED");
  }
}
