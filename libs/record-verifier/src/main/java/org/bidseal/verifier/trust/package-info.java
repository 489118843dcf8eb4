/// Who signed, and when: certificate paths and timestamps.
@NullMarked
package org.bidseal.verifier.trust;

import org.jspecify.annotations.NullMarked;
