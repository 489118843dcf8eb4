@NullMarked
package org.bidseal.crypto.blob.intake;

import org.jspecify.annotations.NullMarked;
