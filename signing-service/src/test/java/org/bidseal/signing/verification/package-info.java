@NullMarked
package org.bidseal.signing.verification;

import org.jspecify.annotations.NullMarked;
