/// What one tenant may see of another: nothing.
@NullMarked
package org.bidseal.acceptance.tenancy;

import org.jspecify.annotations.NullMarked;
