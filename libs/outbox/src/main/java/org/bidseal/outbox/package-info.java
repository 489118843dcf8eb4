/// Events leave with the transaction of their cause ([org.bidseal.outbox.Outbox]) and take effect
/// once in each service that listens ([org.bidseal.outbox.EventConsumer]). The two halves are
/// `relay` (out) and `inbox` (in); `kafka` has what both need of Kafka.
@NullMarked
package org.bidseal.outbox;

import org.jspecify.annotations.NullMarked;
