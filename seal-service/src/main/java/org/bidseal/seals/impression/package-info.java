/// Seal impressions: uploaded, signed, reviewed.
@NullMarked
package org.bidseal.seals.impression;

import org.jspecify.annotations.NullMarked;
