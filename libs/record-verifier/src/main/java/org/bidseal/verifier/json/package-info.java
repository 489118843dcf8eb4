/// JSON as an opening record needs it: read strictly, written canonically.
@NullMarked
package org.bidseal.verifier.json;

import org.jspecify.annotations.NullMarked;
