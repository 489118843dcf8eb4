/// Checks opening records offline, by docs/opening-record.md alone.
@NullMarked
package org.bidseal.verifier;

import org.jspecify.annotations.NullMarked;
