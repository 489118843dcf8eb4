package org.bidseal.crypto.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.bidseal.crypto.problem.UploadProblem;
import org.bidseal.problem.ProblemException;
import org.junit.jupiter.api.Test;

class BlobProblemsTest {
  private static final BlobName NAME = new BlobName("a/b");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final BlobProblems problems = new BlobProblems(registry);

  @Test
  void aFullStoreIsAProblemThatSaysSo() {
    assertThat(problems.translate(new BlobStoreFullException("full", null)))
        .extracting(ProblemException::type)
        .isEqualTo(UploadProblem.STORAGE_FULL);
    assertThat(problems.translate(new BlobStoreException("broken", null)))
        .extracting(ProblemException::type)
        .isEqualTo(UploadProblem.STORAGE_UNAVAILABLE);
    assertThat(problems.translate(new BlobMissingException(NAME))).isNull();
    assertThat(problems.translate(new IllegalStateException())).isNull();
    assertThat(registry.get("bidseal.blob.store.failures").tag("kind", "full").counter().count())
        .isEqualTo(1);
    assertThat(
            registry
                .get("bidseal.blob.store.failures")
                .tag("kind", "unavailable")
                .counter()
                .count())
        .isEqualTo(1);
  }
}
