package org.bidseal.escrow;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.bidseal.problem.ProblemException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Counts what became of backups and recoveries: `bidseal_backups_total{result}` and
/// `bidseal_recoveries_total{result}`. `result` is the state that was entered or the name of the
/// problem, in lower case; `error` for everything else.
@Component
public class EscrowMetrics {
  private static final String BACKUPS = "bidseal.backups";
  private static final String RECOVERIES = "bidseal.recoveries";

  private final MeterRegistry registry;

  EscrowMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /// A backup entered a state by itself.
  public void backup(Enum<?> state) {
    count(BACKUPS, state.name());
  }

  /// A recovery entered a state by itself.
  public void recovery(Enum<?> state) {
    count(RECOVERIES, state.name());
  }

  /// Counts the end of a step of a backup.
  ///
  /// @param aim the state it should lead to
  public <T> Mono<T> backup(Enum<?> aim, Mono<T> step) {
    return counted(BACKUPS, aim, step);
  }

  /// Counts the end of a step of a recovery.
  ///
  /// @param aim the state it should lead to
  public <T> Mono<T> recovery(Enum<?> aim, Mono<T> step) {
    return counted(RECOVERIES, aim, step);
  }

  private <T> Mono<T> counted(String name, Enum<?> aim, Mono<T> step) {
    return step.doOnSuccess(_ -> count(name, aim.name())).doOnError(e -> count(name, nameOf(e)));
  }

  private void count(String name, String result) {
    registry.counter(name, "result", result.toLowerCase(Locale.ROOT)).increment();
  }

  private static String nameOf(Throwable error) {
    return error instanceof ProblemException problem ? problem.type().name() : "error";
  }
}
