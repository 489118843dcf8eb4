package org.bidseal.qr.scan;

import java.time.Duration;
import java.util.UUID;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.qr.session.QrSession;
import org.bidseal.qr.session.SessionView;
import org.bidseal.qr.session.Sessions;
import org.bidseal.sessionframes.SessionFrameAccess;
import org.bidseal.sessionframes.SessionFrames;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.Platform;
import org.bidseal.websecurity.ServiceCaller;
import org.bidseal.websecurity.Staff;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// Who may see a session, and waiting for its next change from the same rows as the socket: a frame
/// holds the session as it is shown.
@Service
class SessionReading implements SessionFrameAccess {
  private final Sessions sessions;
  private final SessionFrames frames;
  private final ObjectReader shown;

  SessionReading(Sessions sessions, SessionFrames frames, JsonMapper json) {
    this.sessions = sessions;
    this.frames = frames;
    // Frames may be those of a newer replica.
    this.shown =
        json.readerFor(SessionView.class)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  /// The session, at once if it is past `since`, else when it changes or `wait` is over.
  Mono<SessionView> read(UUID sessionId, Caller caller, long since, Duration wait) {
    return get(sessionId, caller)
        .flatMap(view ->
            view.version() > since || wait.isZero()
                ? Mono.just(view)
                : changed(view, caller, wait));
  }

  private Mono<SessionView> changed(SessionView known, Caller caller, Duration wait) {
    Mono<SessionView> change =
        frames
            .pages(known.sessionId(), known.version())
            .next()
            .map(page -> shown.<SessionView>readValue(page.getLast().data()));
    return visible(change.timeout(wait, Mono.just(known)), caller);
  }

  Mono<SessionView> get(UUID sessionId, Caller caller) {
    return visible(
        sessions.get(sessionId).map(stored -> SessionView.of(stored.session(), stored.version())),
        caller);
  }

  private static Mono<SessionView> visible(Mono<SessionView> session, Caller caller) {
    return session
        .filter(view -> maySee(view, caller))
        .switchIfEmpty(
            Mono.error(
                () -> new ProblemException(CommonProblem.NOT_FOUND, "There is no such session.")));
  }

  @Override
  public Mono<Boolean> mayFollow(UUID sessionId, Caller caller) {
    return get(sessionId, caller)
        .map(_ -> true)
        .onErrorResume(ProblemException.class, _ -> Mono.just(false));
  }

  private static boolean maySee(SessionView view, Caller caller) {
    return switch (caller) {
      case Platform(UUID platformId) -> platformId.equals(view.platformId());
      case Person(UUID personId) ->
          personId.equals(view.personId()) && view.state() != QrSession.State.PENDING;
      case ServiceCaller _ -> true;
      case Staff _ -> false;
    };
  }
}
