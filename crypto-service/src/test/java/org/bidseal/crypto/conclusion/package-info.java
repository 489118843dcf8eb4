@NullMarked
package org.bidseal.crypto.conclusion;

import org.jspecify.annotations.NullMarked;
