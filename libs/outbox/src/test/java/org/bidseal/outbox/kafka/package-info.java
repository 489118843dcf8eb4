@NullMarked
package org.bidseal.outbox.kafka;

import org.jspecify.annotations.NullMarked;
