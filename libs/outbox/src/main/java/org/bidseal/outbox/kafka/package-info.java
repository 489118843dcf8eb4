/// What both ways need of Kafka: topics that exist, and a producer that loses nothing.
@NullMarked
package org.bidseal.outbox.kafka;

import org.jspecify.annotations.NullMarked;
