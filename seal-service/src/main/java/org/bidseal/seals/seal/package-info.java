/// Electronic seals: made, claimed, shown.
@NullMarked
package org.bidseal.seals.seal;

import org.jspecify.annotations.NullMarked;
