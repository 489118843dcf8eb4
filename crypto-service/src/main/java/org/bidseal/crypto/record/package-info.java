/// The opening record (开标记录): every envelope of an opening and what became of it, signed.
@NullMarked
package org.bidseal.crypto.record;

import org.jspecify.annotations.NullMarked;
