package org.bidseal.smvector;

import java.util.List;

/// The implementation to use, and what was found out about all.
///
/// @param trials one for each candidate, in order of preference; exactly one is [Verdict#CHOSEN]
public record Choice<T>(T implementation, List<Trial> trials) {
  /// Copies the list.
  public Choice {
    trials = List.copyOf(trials);
  }

  /// The trial of the one that is used.
  public Trial chosen() {
    return trials.stream()
        .filter(trial -> trial.verdict() == Verdict.CHOSEN)
        .findFirst()
        .orElseThrow();
  }
}
