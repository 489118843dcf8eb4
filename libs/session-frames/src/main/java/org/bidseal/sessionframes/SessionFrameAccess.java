package org.bidseal.sessionframes;

import java.util.UUID;
import org.bidseal.websecurity.Caller;
import reactor.core.publisher.Mono;

/// Decides who may follow a session. A service that has such a bean serves `/ws/qr-sessions/{id}`;
/// one without does not.
@FunctionalInterface
public interface SessionFrameAccess {
  /// Whether this caller may see the frames of this session; false or empty is answered with
  /// NOT_FOUND, as if there were no such session.
  Mono<Boolean> mayFollow(UUID sessionId, Caller caller);
}
