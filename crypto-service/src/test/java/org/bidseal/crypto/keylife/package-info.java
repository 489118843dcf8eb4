/// What can be done with a split key over its life, by the whole service.
@NullMarked
package org.bidseal.crypto.keylife;

import org.jspecify.annotations.NullMarked;
