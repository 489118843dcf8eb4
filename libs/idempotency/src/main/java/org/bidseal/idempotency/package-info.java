/// A write that is sent twice takes effect once and is answered alike
/// (draft-ietf-httpapi-idempotency-key-header).
///
/// Every POST, PUT, PATCH and DELETE to a controller carries `Idempotency-Key`, 1 to 128 printable
/// ASCII characters chosen by the client for this one intent, unless the handler is
/// [org.bidseal.idempotency.NaturallyIdempotent]. [org.bidseal.idempotency.IdempotentWrites] runs
/// the use case in one transaction with a row for (caller, key), so effect, outbox rows and stored
/// answer are committed together.
///
/// **What is remembered: success alone.** A problem rolls the transaction back, the row with it:
/// nothing has happened, so a repetition may try afresh. A remembered 404 or 409 would keep a
/// client from ever succeeding after the cause is gone, and a remembered 5xx would be absurd. A use
/// case that refuses and still must leave a trace (an attempt counter) writes the trace in a
/// transaction of its own, before and outside of this one.
///
/// **Who waits.** A duplicate that comes while the first still runs waits for it in the database,
/// at most the lock time-out of the pool (`lockWaitTimeout`, 5 s), then gets 409.
///
/// Rows live for `bidseal.idempotency.retention` (24 hours); a later repetition is a new request.
@NullMarked
package org.bidseal.idempotency;

import org.jspecify.annotations.NullMarked;
