@NullMarked
package org.bidseal.keywrapping.rotation;

import org.jspecify.annotations.NullMarked;
