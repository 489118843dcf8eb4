/// The production profile.
@NullMarked
package org.bidseal.acceptance.production;

import org.jspecify.annotations.NullMarked;
