package org.bidseal.idempotency;

import org.jspecify.annotations.Nullable;

/// What a write was answered with.
///
/// @param requestHash of the request that was answered
/// @param status HTTP status
/// @param body JSON, null if there was none or if it was not kept
/// @param bodyKept false if the answer was sensitive
record StoredAnswer(String requestHash, int status, @Nullable String body, boolean bodyKept) {}
