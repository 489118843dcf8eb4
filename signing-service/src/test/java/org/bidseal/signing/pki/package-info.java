/// A small certificate authority for tests.
@NullMarked
package org.bidseal.signing.pki;

import org.jspecify.annotations.NullMarked;
