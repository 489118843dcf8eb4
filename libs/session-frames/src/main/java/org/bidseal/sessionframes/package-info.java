/// What happens in a session, as frames numbered 1, 2, 3 … that pages and phones follow without
/// missing or repeating one, across reconnects, replicas and crashes.
///
/// The table is the truth; every wake-up is a hint to read it again from the last version read.
/// Appends to a session hold its head row until commit, so a reader that has seen version N will
/// never find N−1 later.
///
/// **Waking followers.** After commit the appending process wakes its own followers and sends a
/// `NOTIFY` for those in other replicas, many sessions in one statement, over the one dedicated
/// connection that also listens. Not within the transaction: PostgreSQL lets notifying transactions
/// commit only one at a time, in the whole database cluster. What a lost hint (crash after commit,
/// broken connection) would delay is found by comparing heads every
/// `bidseal.session-frames.catch-up-interval`, one query for all followed sessions of a process.
@NullMarked
package org.bidseal.sessionframes;

import org.jspecify.annotations.NullMarked;
