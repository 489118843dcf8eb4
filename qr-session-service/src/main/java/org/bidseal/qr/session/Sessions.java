package org.bidseal.qr.session;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.qr.QrProblem;
import org.bidseal.qr.session.SessionTransitions.Outcome;
import org.bidseal.qr.session.SessionTransitions.Refusal;
import org.bidseal.sessionframes.SessionFrames;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Sessions and their changes. Each change is a new row version, a frame and an event, all in the
/// transaction of the caller.
@Service
public class Sessions {
  private final SessionRepository rows;
  private final SessionFrames frames;
  private final SessionAnnouncements announcements;
  private final Clock clock;

  Sessions(
      SessionRepository rows,
      SessionFrames frames,
      SessionAnnouncements announcements,
      Clock clock) {
    this.rows = rows;
    this.frames = frames;
    this.announcements = announcements;
    this.clock = clock;
  }

  /// Stores a new session; its first frame is version 1.
  public Mono<SessionView> create(SessionCard card, WrappedSecret codeKey) {
    QrSession session = QrSession.Pending.of(card);
    SessionView view = SessionView.of(session, 1);
    return rows.insert(new StoredSession(session, 1, codeKey))
        .then(frames.append(card.sessionId(), "state", view))
        .thenReturn(view);
  }

  /// Applies an event; what is not legal now is a problem, what was said before changes nothing.
  public Mono<SessionView> apply(UUID sessionId, SessionEvent event) {
    return lock(sessionId).flatMap(locked -> apply(locked, event));
  }

  /// Applies an event to a session that the transaction holds ([#lock]), as the other does.
  public Mono<SessionView> apply(StoredSession locked, SessionEvent event) {
    return switch (SessionTransitions.apply(locked.session(), event, clock.instant())) {
      case Outcome.Moved(QrSession moved) -> move(moved, locked.version() + 1);
      case Outcome.Unchanged(QrSession same) -> Mono.just(SessionView.of(same, locked.version()));
      case Outcome.Refused(Refusal why) -> Mono.error(refused(why));
    };
  }

  private Mono<SessionView> move(QrSession session, long version) {
    SessionView view = SessionView.of(session, version);
    return rows.update(session, version)
        .then(frames.append(view.sessionId(), "state", view))
        .then(announcements.announce(view))
        .thenReturn(view);
  }

  /// Reads a session; errs with NOT_FOUND.
  public Mono<StoredSession> get(UUID sessionId) {
    return rows.find(sessionId).switchIfEmpty(Mono.error(Sessions::notFound));
  }

  /// Reads a session and holds it until the transaction ends; errs with NOT_FOUND.
  public Mono<StoredSession> lock(UUID sessionId) {
    return rows.findForUpdate(sessionId).switchIfEmpty(Mono.error(Sessions::notFound));
  }

  /// Ids of open sessions whose time is over, oldest first.
  public Flux<UUID> overdue(Instant now, int limit) {
    return rows.findOverdue(now, limit);
  }

  private static ProblemException notFound() {
    return new ProblemException(CommonProblem.NOT_FOUND, "There is no such session.");
  }

  private static ProblemException refused(Refusal why) {
    return switch (why) {
      case ALREADY_SCANNED ->
          new ProblemException(QrProblem.ALREADY_SCANNED, "The session has another owner.");
      case NOT_OWNER -> notFound();
      case EXPIRED ->
          new ProblemException(QrProblem.SESSION_EXPIRED, "The session's time is over.");
      case NOT_SCANNED ->
          new ProblemException(QrProblem.NOT_CONFIRMABLE, "Nobody has scanned it yet.");
      case NOT_CONFIRMED ->
          new ProblemException(QrProblem.NOT_CONFIRMABLE, "It is not confirmed yet.");
      case WRONG_PURPOSE ->
          new ProblemException(
              QrProblem.NOT_CONFIRMABLE, "This kind of session is confirmed in another way.");
      case ENDED -> new ProblemException(QrProblem.SESSION_ENDED, "The session has ended.");
    };
  }
}
