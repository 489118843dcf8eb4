@NullMarked
package org.bidseal.seals.ses;

import org.jspecify.annotations.NullMarked;
