package org.bidseal.crypto.keyanchor;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is signed of a tree; its canonical JSON (RFC 8785) are the bytes.
///
/// @param number from 1, without gaps
/// @param keys how many leaves there are
/// @param root hex
/// @param previousRoot of the tree before; absent in the first
/// @param madeAt the database's time
@JsonInclude(JsonInclude.Include.NON_NULL)
record TreeStatement(
    String type,
    long number,
    long keys,
    String root,
    @Nullable String previousRoot,
    Instant madeAt) {
  static final String TYPE = "bidseal-key-audit-tree-v1";
}
