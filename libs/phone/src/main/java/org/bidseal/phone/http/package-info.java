/// How a client speaks to the gateway: JSON over HTTP, idempotency keys, problems.
@NullMarked
package org.bidseal.phone.http;

import org.jspecify.annotations.NullMarked;
