/// The form in which services tell each other what happened: CloudEvents 1.0 in structured JSON,
/// and the topics that carry them. No transport here; `libs/outbox` sends and receives.
@NullMarked
package org.bidseal.events;

import org.jspecify.annotations.NullMarked;
