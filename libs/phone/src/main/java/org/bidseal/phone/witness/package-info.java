/// For tests that look for a phone's secrets where none may be.
@NullMarked
package org.bidseal.phone.witness;

import org.jspecify.annotations.NullMarked;
