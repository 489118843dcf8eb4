@NullMarked
package org.bidseal.outbox.relay;

import org.jspecify.annotations.NullMarked;
