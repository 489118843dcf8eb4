@NullMarked
package org.bidseal.crypto.blob;

import org.jspecify.annotations.NullMarked;
