/// What can be said of a record, in English and Chinese.
@NullMarked
package org.bidseal.verifier.finding;

import org.jspecify.annotations.NullMarked;
