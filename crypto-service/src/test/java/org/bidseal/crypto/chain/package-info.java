@NullMarked
package org.bidseal.crypto.chain;

import org.jspecify.annotations.NullMarked;
