/// What a state machine answers to an event.
@NullMarked
package org.bidseal.identity.state;

import org.jspecify.annotations.NullMarked;
