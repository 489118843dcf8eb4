/// What phones report of a bid, signed by their device's own key (ADR 14).
@NullMarked
package org.bidseal.crypto.report;

import org.jspecify.annotations.NullMarked;
