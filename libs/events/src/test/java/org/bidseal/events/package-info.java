@NullMarked
package org.bidseal.events;

import org.jspecify.annotations.NullMarked;
