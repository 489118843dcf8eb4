/// What kinds of seals there are, and of which outline.
@NullMarked
package org.bidseal.seals.kind;

import org.jspecify.annotations.NullMarked;
