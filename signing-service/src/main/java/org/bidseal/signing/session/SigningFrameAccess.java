package org.bidseal.signing.session;

import java.util.UUID;
import org.bidseal.sessionframes.SessionFrameAccess;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.Platform;
import org.bidseal.websecurity.ServiceCaller;
import org.bidseal.websecurity.Staff;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The platform that opened a session and the person who scanned it may follow its frames.
@Component
final class SigningFrameAccess implements SessionFrameAccess {
  private final QrSessions sessions;

  SigningFrameAccess(QrSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Mono<Boolean> mayFollow(UUID sessionId, Caller caller) {
    return sessions.find(sessionId).map(session -> mayFollow(session, caller));
  }

  private static boolean mayFollow(QrSession session, Caller caller) {
    return switch (caller) {
      case Platform platform -> platform.platformId().equals(session.platformId());
      case Person person -> person.personId().equals(session.personId());
      case Staff _, ServiceCaller _ -> false;
    };
  }
}
