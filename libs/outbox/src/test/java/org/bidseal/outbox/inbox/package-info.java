@NullMarked
package org.bidseal.outbox.inbox;

import org.jspecify.annotations.NullMarked;
