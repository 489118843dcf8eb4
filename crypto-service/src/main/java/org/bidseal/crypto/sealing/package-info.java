/// From a draft to a sealed bid: recipients, description, statement signature, and the seal itself.
@NullMarked
package org.bidseal.crypto.sealing;

import org.jspecify.annotations.NullMarked;
