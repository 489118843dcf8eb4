/// What members of an enterprise sign about their roles.
@NullMarked
package org.bidseal.smcrypto.membership;

import org.jspecify.annotations.NullMarked;
