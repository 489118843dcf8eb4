/// Whom this installation trusts, as identity-service publishes it.
@NullMarked
package org.bidseal.signing.trust;

import org.jspecify.annotations.NullMarked;
