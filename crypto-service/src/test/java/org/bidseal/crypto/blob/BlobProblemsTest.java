package org.bidseal.crypto.blob;

import static org.assertj.core.api.Assertions.assertThat;

import org.bidseal.crypto.problem.UploadProblem;
import org.bidseal.problem.ProblemException;
import org.junit.jupiter.api.Test;

class BlobProblemsTest {
  private static final BlobName NAME = new BlobName("a/b");

  @Test
  void aFullStoreIsAProblemThatSaysSo() {
    assertThat(new BlobProblems().translate(new BlobStoreFullException("full", null)))
        .extracting(ProblemException::type)
        .isEqualTo(UploadProblem.STORAGE_FULL);
    assertThat(new BlobProblems().translate(new BlobStoreException("broken", null)))
        .extracting(ProblemException::type)
        .isEqualTo(UploadProblem.STORAGE_UNAVAILABLE);
    assertThat(new BlobProblems().translate(new BlobMissingException(NAME))).isNull();
    assertThat(new BlobProblems().translate(new IllegalStateException())).isNull();
  }
}
