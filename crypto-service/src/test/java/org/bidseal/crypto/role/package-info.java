@NullMarked
package org.bidseal.crypto.role;

import org.jspecify.annotations.NullMarked;
