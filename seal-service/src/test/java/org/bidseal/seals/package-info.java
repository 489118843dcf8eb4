@NullMarked
package org.bidseal.seals;

import org.jspecify.annotations.NullMarked;
