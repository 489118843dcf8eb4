@NullMarked
package org.bidseal.fleet.host;

import org.jspecify.annotations.NullMarked;
