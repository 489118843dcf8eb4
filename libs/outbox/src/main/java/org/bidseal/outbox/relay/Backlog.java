package org.bidseal.outbox.relay;

/// What waits in the outbox.
///
/// @param pending number of rows
/// @param lagSeconds age of the oldest, 0 if there is none
record Backlog(long pending, double lagSeconds) {}
