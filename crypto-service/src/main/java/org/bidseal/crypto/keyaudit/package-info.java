/// The record of what was done with every key (docs/key-audit.md): each use a row, written in the
/// transaction of the use, chained by SM3; and what holders see of it.
@NullMarked
package org.bidseal.crypto.keyaudit;

import org.jspecify.annotations.NullMarked;
