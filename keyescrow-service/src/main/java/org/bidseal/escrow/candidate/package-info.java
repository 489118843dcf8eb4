/// Phones that may hold a backup.
@NullMarked
package org.bidseal.escrow.candidate;

import org.jspecify.annotations.NullMarked;
