@NullMarked
package org.bidseal.crypto.queue;

import org.jspecify.annotations.NullMarked;
