/// The opening record (开标记录): the opening's chain, its end signed and timestamped, with all that a
/// verifier needs (docs/opening-record.md).
@NullMarked
package org.bidseal.crypto.record;

import org.jspecify.annotations.NullMarked;
