package org.bidseal.signing.document;

import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.problem.ProblemTranslator;
import org.bidseal.signing.SigningProblem;
import org.bidseal.signing.pdf.PdfRejectedException;
import org.bidseal.signing.store.FileTooLargeException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Says why a file is refused.
@Component
final class PdfProblems implements ProblemTranslator {
  @Override
  public @Nullable ProblemException translate(Throwable error) {
    return switch (error) {
      case PdfRejectedException rejected -> problem(rejected);
      case FileTooLargeException large ->
          new ProblemException(
                  CommonProblem.PAYLOAD_TOO_LARGE,
                  "At most " + large.limit() + " bytes are accepted.",
                  large)
              .with("limit", large.limit());
      default -> null;
    };
  }

  private static ProblemException problem(PdfRejectedException rejected) {
    SigningProblem type =
        switch (rejected.reason()) {
          case NOT_A_PDF -> SigningProblem.NOT_A_PDF;
          case DAMAGED -> SigningProblem.DOCUMENT_DAMAGED;
          case ENCRYPTED -> SigningProblem.DOCUMENT_ENCRYPTED;
          case CHANGES_FORBIDDEN -> SigningProblem.DOCUMENT_FORBIDS_SIGNATURES;
          case TOO_MANY_PAGES -> SigningProblem.TOO_MANY_PAGES;
          case PLACEMENT_OFF_PAGE -> SigningProblem.PLACEMENT_OFF_PAGE;
          case BAD_PICTURE -> SigningProblem.SIGNING_FAILED;
        };
    return new ProblemException(type, String.valueOf(rejected.getMessage()), rejected);
  }
}
