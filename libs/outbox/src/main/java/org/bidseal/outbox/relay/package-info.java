/// The way out: one relay per service publishes the rows of the outbox.
///
/// **What is guaranteed.** Every committed event reaches Kafka, at least once. For each key the
/// first appearance of every event on its partition is in the order of `seq`. Consumers drop what
/// they have seen, so that effects happen once and in order.
///
/// **Why.** A row is deleted only after the broker acknowledged it, and is looked for by being
/// there, never by "seq greater than the last": sequence numbers become visible out of order, and
/// such a reader loses whatever commits late. Of one key, an event is sent only after the one
/// before it was acknowledged ([org.bidseal.outbox.relay.Publisher]). So an event can overtake its
/// predecessor neither by a failed send nor by a second relay: whoever sees the second row without
/// the first knows that the first was acknowledged. This holds with any number of relays, so the
/// election below is there to spare work, not to be right: a relay that was taken for dead and
/// wakes up again only sends what consumers drop.
///
/// Not used: an xid horizon (`xmin < pg_snapshot_xmin(…)`), since one long transaction anywhere in
/// the database cluster would hold up all events; writers of one aggregate exclude each other, and
/// order across aggregates is not promised. Not used: `FOR UPDATE SKIP LOCKED` during publication,
/// since it keeps a transaction open for as long as Kafka is away.
///
/// **Election.** Each replica has one dedicated connection (not of the pool, and not through a
/// transaction-pooling proxy). The one that holds the session's advisory lock publishes; when it
/// dies, PostgreSQL frees the lock and another one has it within `bidseal.outbox.poll-interval`.
///
/// **Waking.** A commit in the relay's own process wakes it directly; a commit in a stand-by
/// replica makes that replica send a `NOTIFY` on its dedicated connection. Not in the writer's
/// transaction: PostgreSQL lets notifying transactions commit only one at a time. Both are hints;
/// the relay also looks every `bidseal.outbox.poll-interval`, so that a crash between commit and
/// hint delays, never loses.
@NullMarked
package org.bidseal.outbox.relay;

import org.jspecify.annotations.NullMarked;
