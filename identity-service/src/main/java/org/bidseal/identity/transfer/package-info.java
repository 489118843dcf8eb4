/// An enterprise's administrator hands his role to one of its agents.
@NullMarked
package org.bidseal.identity.transfer;

import org.jspecify.annotations.NullMarked;
