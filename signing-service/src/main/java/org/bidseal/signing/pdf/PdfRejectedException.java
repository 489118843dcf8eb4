package org.bidseal.signing.pdf;

import org.jspecify.annotations.Nullable;

/// A file that cannot be taken as a document to sign, or a placement that is not on it.
public final class PdfRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  PdfRejectedException(Reason reason, String detail, @Nullable Throwable cause) {
    super(detail, cause);
    this.reason = reason;
  }

  PdfRejectedException(Reason reason, String detail) {
    this(reason, detail, null);
  }

  /// Why the file is refused.
  public Reason reason() {
    return reason;
  }

  /// Kinds of refusal.
  public enum Reason {
    /// The first bytes are not `%PDF-`.
    NOT_A_PDF,
    /// It has no page tree that can be read within the limits.
    DAMAGED,
    /// Its contents are encrypted: nobody could see what he signs.
    ENCRYPTED,
    /// An earlier certification signature permits no further signature (DocMDP level 1).
    CHANGES_FORBIDDEN,
    /// More pages than [PdfFile#MAX_PAGES].
    TOO_MANY_PAGES,
    /// The page does not exist, or the seal would lie outside of it.
    PLACEMENT_OFF_PAGE,
    /// The seal's picture cannot be read.
    BAD_PICTURE
  }
}
