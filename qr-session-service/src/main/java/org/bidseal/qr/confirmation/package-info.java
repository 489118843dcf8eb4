/// The owner confirms, by a signed statement for LOGIN and BIND, or says no.
@NullMarked
package org.bidseal.qr.confirmation;

import org.jspecify.annotations.NullMarked;
