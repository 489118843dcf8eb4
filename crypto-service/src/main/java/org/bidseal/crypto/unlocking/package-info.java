/// The ways back after real-name verification: unlocking a holding, releasing the reset key.
@NullMarked
package org.bidseal.crypto.unlocking;

import org.jspecify.annotations.NullMarked;
