@NullMarked
package org.bidseal.sessionframes.socket;

import org.jspecify.annotations.NullMarked;
