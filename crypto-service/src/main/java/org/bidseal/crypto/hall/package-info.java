/// The opening hall (开标大厅): what everybody at an opening sees of every bid, live; and the timeline
/// of one bid. Read from the same rows that decide.
@NullMarked
package org.bidseal.crypto.hall;

import org.jspecify.annotations.NullMarked;
