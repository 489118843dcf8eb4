/// Reading columns of result rows.
@NullMarked
package org.bidseal.identity.rows;

import org.jspecify.annotations.NullMarked;
