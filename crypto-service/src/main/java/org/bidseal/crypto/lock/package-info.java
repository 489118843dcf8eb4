/// The event lock of an opening (docs/event-lock.md): what is known of it, which one is in force,
/// and what its members sign.
@NullMarked
package org.bidseal.crypto.lock;

import org.jspecify.annotations.NullMarked;
