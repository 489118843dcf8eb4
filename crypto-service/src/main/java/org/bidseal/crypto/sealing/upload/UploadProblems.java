package org.bidseal.crypto.sealing.upload;

import java.time.Duration;
import java.util.UUID;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.problem.UploadProblem;
import org.bidseal.problem.ProblemException;

/// Refusals.
final class UploadProblems {
  private static final Duration SOON = Duration.ofSeconds(2);

  private UploadProblems() {}

  static ProblemException notFound(UUID uploadId) {
    return new ProblemException(UploadProblem.UPLOAD_NOT_FOUND, "No upload " + uploadId + ".");
  }

  /// @param why for a developer
  static ProblemException gone(String why) {
    return new ProblemException(UploadProblem.UPLOAD_GONE, why);
  }

  static ProblemException offsetMismatch(long offset) {
    return new ProblemException(
            UploadProblem.UPLOAD_OFFSET_MISMATCH, "The upload goes on at " + offset + ".")
        .with("offset", offset);
  }

  static ProblemException inProgress() {
    return new ProblemException(
            UploadProblem.UPLOAD_IN_PROGRESS, "Another request is writing to this upload.")
        .retryAfter(SOON);
  }

  static ProblemException notSealable() {
    return new ProblemException(
        CryptoProblem.ENVELOPE_STATE_FORBIDS,
        "Only a plaintext whose upload is complete can be sealed here.");
  }

  static ProblemException checksumMismatch() {
    return new ProblemException(
        UploadProblem.CHUNK_CHECKSUM_MISMATCH,
        "The chunk's SM3 is not the one of Upload-Checksum.");
  }

  static ProblemException tooLong(long length) {
    return new ProblemException(
            UploadProblem.CONTENT_NOT_VALID,
            "The chunk goes beyond the upload's length of " + length + " bytes.")
        .with("expectedSize", length);
  }

  static ProblemException tooLarge(long most) {
    return new ProblemException(
            UploadProblem.FILE_TOO_LARGE, "At most " + most + " bytes are taken here.")
        .with("mostBytes", most);
  }
}
