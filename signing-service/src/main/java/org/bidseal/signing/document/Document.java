package org.bidseal.signing.document;

import java.time.Instant;
import java.util.UUID;

/// An uploaded document.
///
/// @param sm3 over all bytes, hexadecimal
/// @param size in bytes
/// @param file name in the file store
public record Document(
    UUID documentId,
    UUID platformId,
    String fileName,
    String sm3,
    int pages,
    long size,
    String file,
    Instant createdAt) {}
