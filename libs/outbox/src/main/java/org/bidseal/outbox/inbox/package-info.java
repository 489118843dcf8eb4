/// The way in: one Kafka consumer group per service feeds its [org.bidseal.outbox.EventConsumer]
/// beans.
///
/// For each message and each consumer that wants it, one transaction holds the inbox row (event id,
/// consumer) and the effect. A message that comes again, also at the same time in another replica,
/// finds the row and has no effect. Offsets are committed after the transactions, so a crash
/// redelivers.
///
/// What cannot be read or is refused for good goes to `<topic>.dlt` with headers that say why; the
/// offset moves on only when that copy is acknowledged. Whatever else fails is retried for ever
/// with growing pauses, the partition waiting, because a skipped event would leave this service
/// wrong without anyone knowing. `bidseal_events_retries_total` rising is the alarm.
@NullMarked
package org.bidseal.outbox.inbox;

import org.jspecify.annotations.NullMarked;
