package org.bidseal.crypto.guard;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import org.bidseal.crypto.guard.request.Operation;
import org.bidseal.problem.ProblemException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Counts and times the uses of server shares: `bidseal_cosigns_total{result}`,
/// `bidseal_codecrypts_total{result}`, `bidseal_refreshes_total{result}`, the timers
/// `bidseal_cosign_seconds` and so on, and `bidseal_proof_checks_total{operation,result}`.
///
/// `result` is `answered`, `repeated`, `error`, or the name of the problem in lower case.
@Component
class GuardMetrics {
  static final String ANSWERED = "answered";
  static final String REPEATED = "repeated";

  private final MeterRegistry registry;

  GuardMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  <A> Mono<A> timed(Operation operation, Mono<A> work) {
    return Mono.defer(() -> {
      Timer.Sample sample = Timer.start(registry);
      return work.doOnError(error -> count(operation, nameOf(error)))
          .doFinally(_ -> sample.stop(registry.timer("bidseal." + operation.metric())));
    });
  }

  void count(Operation operation, String result) {
    registry.counter("bidseal." + operation.metricOfMany(), "result", result).increment();
  }

  void proofChecked(Operation operation, boolean holds) {
    registry
        .counter(
            "bidseal.proof.checks",
            "operation",
            operation.text(),
            "result",
            holds ? "held" : "wrong")
        .increment();
  }

  private static String nameOf(Throwable error) {
    return error instanceof ProblemException problem
        ? problem.type().name().toLowerCase(Locale.ROOT)
        : "error";
  }
}
