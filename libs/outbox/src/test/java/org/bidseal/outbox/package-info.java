@NullMarked
package org.bidseal.outbox;

import org.jspecify.annotations.NullMarked;
