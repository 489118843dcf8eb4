@NullMarked
package org.bidseal.sessionframes;

import org.jspecify.annotations.NullMarked;
