/// The devices' transport keys and their endorsements.
@NullMarked
package org.bidseal.escrow.transportkey;

import org.jspecify.annotations.NullMarked;
