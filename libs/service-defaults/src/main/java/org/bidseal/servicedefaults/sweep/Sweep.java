package org.bidseal.servicedefaults.sweep;

import java.time.Duration;
import org.reactivestreams.Publisher;

/// Work that a service does again and again for as long as it runs: deleting what is too old,
/// ending what is overdue, settling what could not be settled at once. Every bean of this type is
/// run by the service, on each replica, so a sweep must bear others beside it and may be cut off
/// anywhere.
public interface Sweep {
  /// Name in logs and metrics, of low cardinality, without the service: `expired-sessions`.
  String name();

  /// The pause before the first round, and between the end of a round and the next.
  Duration interval();

  /// One round. What it emits is nobody's business; an error is logged and counted by the caller,
  /// and the next round comes all the same.
  Publisher<?> sweep();
}
