@NullMarked
package org.bidseal.keywrapping;

import org.jspecify.annotations.NullMarked;
