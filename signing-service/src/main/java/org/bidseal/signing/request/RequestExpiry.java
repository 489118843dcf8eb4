package org.bidseal.signing.request;

import java.time.Duration;
import org.bidseal.database.DatabaseClock;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.bidseal.signing.request.SigningRequest.RequestFacts;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Ends requests whose signature did not come in time, those that a crash cut off included. Every
/// replica may run it.
@Component
final class RequestExpiry implements Sweep {
  private final SigningRequests requests;
  private final Failures failures;
  private final DatabaseClock clock;
  private final Duration interval;

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
  public String name() {
    return "overdue-requests";
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public Mono<Void> sweep() {
    return clock
        .now()
        .flatMap(requests::due)
        .flatMapIterable(due -> due)
        .map(SigningRequest::facts)
        .concatMap(this::expire)
        .then();
  }

  private Mono<Void> expire(RequestFacts facts) {
    return failures.fail(facts.taskId(), facts.requestId(), "EXPIRED");
  }
}
