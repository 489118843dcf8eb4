/// What the world is told of event locks: events, timeline, the opening's chain.
@NullMarked
package org.bidseal.crypto.lock.news;

import org.jspecify.annotations.NullMarked;
