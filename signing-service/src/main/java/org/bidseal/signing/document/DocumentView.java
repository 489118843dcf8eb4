package org.bidseal.signing.document;

import java.util.UUID;

/// A document as the API shows it.
///
/// @param sm3 over all bytes, lower-case hexadecimal
/// @param size in bytes
public record DocumentView(UUID documentId, String fileName, String sm3, int pages, long size) {
  static DocumentView of(Document document) {
    return new DocumentView(
        document.documentId(),
        document.fileName(),
        document.sm3(),
        document.pages(),
        document.size());
  }
}
