@NullMarked
package org.bidseal.identity;

import org.jspecify.annotations.NullMarked;
