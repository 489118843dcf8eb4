@NullMarked
package org.bidseal.crypto.envelope;

import org.jspecify.annotations.NullMarked;
