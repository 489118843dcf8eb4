/// What a process does: crypto-service is deployed in two roles from one artifact. Endpoints, event
/// consumers and sweeps each belong to one role; use cases and rows, which do nothing by
/// themselves, to none.
@NullMarked
package org.bidseal.crypto.role;

import org.jspecify.annotations.NullMarked;
