@NullMarked
package org.bidseal.signingexpectations;

import org.jspecify.annotations.NullMarked;
