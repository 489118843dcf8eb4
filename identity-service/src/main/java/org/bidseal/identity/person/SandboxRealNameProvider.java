package org.bidseal.identity.person;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.SandboxAdapter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Believes every name, except for these test inputs:
///
/// | the name ends with | verdict |
/// |---|---|
/// | `不符` or `MISMATCH` | failed: name and number do not match |
/// | `待定` or `PENDING`, and method FACE | pending for two seconds, then passed |
/// | `断线` or `OUTAGE` | the provider is away: problem UPSTREAM_UNAVAILABLE |
@Component
@ConditionalOnProperty(name = "bidseal.identity.real-name.adapter", havingValue = "sandbox")
final class SandboxRealNameProvider implements RealNameProvider, SandboxAdapter {

  private static final Duration DECISION_TIME = Duration.ofSeconds(2);

  private final Clock clock;

  SandboxRealNameProvider(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Mono<Verdict> verify(Question question) {
    String name = question.name();
    if (name.endsWith("断线") || name.endsWith("OUTAGE")) {
      return Mono.error(() ->
          new ProblemException(CommonProblem.UPSTREAM_UNAVAILABLE, "The real-name provider is away")
              .retryAfter(DECISION_TIME));
    }
    if (name.endsWith("不符") || name.endsWith("MISMATCH")) {
      return Mono.just(new Verdict.Failed("NAME_AND_NUMBER_DO_NOT_MATCH"));
    }
    if (question.method() == Method.FACE && (name.endsWith("待定") || name.endsWith("PENDING"))) {
      return Mono.just(new Verdict.Pending(clock.instant().plus(DECISION_TIME).toString()));
    }
    return Mono.just(new Verdict.Passed());
  }

  @Override
  public Mono<Verdict> again(String reference) {
    boolean decided = !clock.instant().isBefore(Instant.parse(reference));
    return Mono.just(decided ? new Verdict.Passed() : new Verdict.Pending(reference));
  }

  @Override
  public boolean sandbox() {
    return true;
  }
}
