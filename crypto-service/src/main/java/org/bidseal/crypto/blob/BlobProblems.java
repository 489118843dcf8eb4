package org.bidseal.crypto.blob;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.bidseal.crypto.problem.UploadProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.problem.ProblemTranslator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What a failing store means to a caller: no room, or try again. A blob that should be there and
/// is not stays a fault of ours.
///
/// Metric: `bidseal_blob_store_failures_total{kind="full"|"unavailable"}`, answers that said so.
@Component
final class BlobProblems implements ProblemTranslator {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Counter full;
  private final Counter unavailable;

  BlobProblems(MeterRegistry registry) {
    this.full = registry.counter("bidseal.blob.store.failures", "kind", "full");
    this.unavailable = registry.counter("bidseal.blob.store.failures", "kind", "unavailable");
  }

  @Override
  public @Nullable ProblemException translate(Throwable error) {
    return switch (error) {
      case BlobStoreFullException e -> {
        full.increment();
        yield new ProblemException(
            UploadProblem.STORAGE_FULL, "The store has no room for this file.", e);
      }
      case BlobMissingException _ -> null;
      case BlobStoreException e -> {
        unavailable.increment();
        yield new ProblemException(
                UploadProblem.STORAGE_UNAVAILABLE, "The store failed; nothing was stored.", e)
            .retryAfter(SOON);
      }
      default -> null;
    };
  }
}
