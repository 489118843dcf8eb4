/// The rules by which operators are woken.
@NullMarked
package org.bidseal.acceptance.alarms;

import org.jspecify.annotations.NullMarked;
