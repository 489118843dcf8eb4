@NullMarked
package org.bidseal.crypto.opening.schedule;

import org.jspecify.annotations.NullMarked;
