/// Who plays: invented people with their phones, the staff of the operator, and the stage they
/// share.
@NullMarked
package org.bidseal.demo.cast;

import org.jspecify.annotations.NullMarked;
