/// The end of an opening (结束开标): what each bid that was not opened counts as, whose fault that was,
/// and which entries of the timeline say so.
@NullMarked
package org.bidseal.crypto.conclusion;

import org.jspecify.annotations.NullMarked;
