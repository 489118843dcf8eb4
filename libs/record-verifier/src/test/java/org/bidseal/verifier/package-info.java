@NullMarked
package org.bidseal.verifier;

import org.jspecify.annotations.NullMarked;
