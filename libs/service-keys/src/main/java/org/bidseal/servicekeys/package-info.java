/// A service's own signing keys (seal maker, timestamp authority, receipts) and their certificates.
@NullMarked
package org.bidseal.servicekeys;

import org.jspecify.annotations.NullMarked;
