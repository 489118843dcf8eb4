@NullMarked
package org.bidseal.verifier.keyuse;

import org.jspecify.annotations.NullMarked;
