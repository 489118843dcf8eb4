/// What asks for a server share: the request as it was presented, and the operation that the guard
/// runs for it.
@NullMarked
package org.bidseal.crypto.guard.request;

import org.jspecify.annotations.NullMarked;
