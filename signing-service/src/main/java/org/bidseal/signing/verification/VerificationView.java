package org.bidseal.signing.verification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The verdicts on a document's signatures as the API shows them.
public record VerificationView(List<SignatureView> signatures) {
  /// One signature; see [SignatureVerdict].
  ///
  /// @param problems what was found; a signature can be valid and still have findings
  public record SignatureView(
      String fieldName,
      boolean valid,
      boolean intact,
      @Nullable String signer,
      @Nullable String serialNumber,
      @Nullable Instant signingTime,
      @Nullable String digestAlgorithm,
      @Nullable String signatureAlgorithm,
      boolean coversWholeDocument,
      boolean chainValid,
      @Nullable TimestampView timestamp,
      List<ProblemView> problems) {}

  /// The signature's timestamp.
  public record TimestampView(Instant time, boolean valid) {}

  /// A finding.
  ///
  /// @param code stays the same; branch on it
  /// @param fatal the signature is not valid because of it
  public record ProblemView(Finding code, boolean fatal, String en, String zh) {
    static ProblemView of(Finding finding) {
      return new ProblemView(finding, finding.fatal(), finding.english(), finding.chinese());
    }
  }

  static VerificationView of(List<SignatureVerdict> verdicts) {
    return new VerificationView(verdicts.stream().map(VerificationView::view).toList());
  }

  private static SignatureView view(SignatureVerdict verdict) {
    var timestamp = verdict.timestamp();
    return new SignatureView(
        verdict.fieldName(),
        verdict.valid(),
        verdict.intact(),
        verdict.signer(),
        verdict.serialNumber(),
        verdict.signingTime(),
        verdict.digestAlgorithm(),
        verdict.signatureAlgorithm(),
        verdict.coversWholeDocument(),
        verdict.chainValid(),
        timestamp == null ? null : new TimestampView(timestamp.time(), timestamp.valid()),
        verdict.findings().stream().sorted().map(ProblemView::of).toList());
  }
}
