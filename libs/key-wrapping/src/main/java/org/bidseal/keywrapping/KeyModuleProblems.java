package org.bidseal.keywrapping;

import java.time.Duration;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.problem.ProblemTranslator;
import org.jspecify.annotations.Nullable;

/// A key module that is away is a 503 with `Retry-After`; a secret that cannot be unwrapped stays
/// INTERNAL.
final class KeyModuleProblems implements ProblemTranslator {
  private static final Duration SOON = Duration.ofSeconds(2);

  @Override
  public @Nullable ProblemException translate(Throwable error) {
    return error instanceof KeyModuleException
        ? new ProblemException(
                CommonProblem.UPSTREAM_UNAVAILABLE,
                "The key module does not answer at present.",
                error)
            .retryAfter(SOON)
        : null;
  }
}
