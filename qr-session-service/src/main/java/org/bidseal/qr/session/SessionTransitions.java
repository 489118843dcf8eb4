package org.bidseal.qr.session;

import java.time.Instant;
import org.bidseal.qr.session.QrSession.Completed;
import org.bidseal.qr.session.QrSession.Confirmed;
import org.bidseal.qr.session.QrSession.Expired;
import org.bidseal.qr.session.QrSession.Failed;
import org.bidseal.qr.session.QrSession.Open;
import org.bidseal.qr.session.QrSession.Owner;
import org.bidseal.qr.session.QrSession.Pending;
import org.bidseal.qr.session.QrSession.Processing;
import org.bidseal.qr.session.QrSession.Rejected;
import org.bidseal.qr.session.QrSession.Scanned;
import org.jspecify.annotations.Nullable;

/// One event on one session. Total: every event has an answer in every state, and saying the same
/// thing twice changes nothing, because phones and event logs repeat themselves.
public final class SessionTransitions {

  private SessionTransitions() {}

  /// What an event does.
  public sealed interface Outcome {
    /// The session changed.
    record Moved(QrSession session) implements Outcome {}

    /// The event had its effect before.
    record Unchanged(QrSession session) implements Outcome {}

    /// The event is not legal here.
    record Refused(Refusal why) implements Outcome {}
  }

  /// Why an event is refused.
  public enum Refusal {
    ALREADY_SCANNED,
    NOT_OWNER,
    EXPIRED,
    NOT_SCANNED,
    NOT_CONFIRMED,
    WRONG_PURPOSE,
    ENDED
  }

  /// Applies `event`; a session whose time is over counts as expired even before the sweep says so.
  public static Outcome apply(QrSession session, SessionEvent event, Instant now) {
    if (session instanceof Open open
        && !(event instanceof SessionEvent.Expire)
        && now.isAfter(open.expiresAt())) {
      return new Outcome.Refused(Refusal.EXPIRED);
    }
    return switch (event) {
      case SessionEvent.Scan(Owner by) -> scan(session, by, now);
      case SessionEvent.Confirm(Owner by) -> confirm(session, by, now);
      case SessionEvent.Finish finish -> finish(session, finish);
      case SessionEvent.Reject reject -> reject(session, reject);
      case SessionEvent.Start _ -> start(session);
      case SessionEvent.Complete _ -> complete(session);
      case SessionEvent.Fail(String reason) -> fail(session, reason);
      case SessionEvent.Expire _ -> expire(session, now);
    };
  }

  private static Outcome scan(QrSession session, Owner by, Instant now) {
    return switch (session) {
      case Pending pending -> moved(pending.scan(by, now));
      case Scanned scanned when scanned.owner().equals(by) -> unchanged(scanned);
      case Confirmed confirmed when confirmed.owner().equals(by) -> unchanged(confirmed);
      case Scanned _, Confirmed _, Processing _ -> refused(Refusal.ALREADY_SCANNED);
      case Completed _, Rejected _, Failed _ -> refused(Refusal.ENDED);
      case Expired _ -> refused(Refusal.EXPIRED);
    };
  }

  private static Outcome confirm(QrSession session, Owner by, Instant now) {
    if (session.card().purpose().confirmedByStatement()) {
      return refused(Refusal.WRONG_PURPOSE);
    }
    return switch (session) {
      case Pending _ -> refused(Refusal.NOT_SCANNED);
      case Scanned scanned ->
          scanned.owner().equals(by) ? moved(scanned.confirm(now)) : refused(Refusal.NOT_OWNER);
      case Confirmed confirmed -> again(confirmed, confirmed.owner(), by);
      case Processing processing -> again(processing, processing.owner(), by);
      case Completed _, Rejected _, Failed _ -> refused(Refusal.ENDED);
      case Expired _ -> refused(Refusal.EXPIRED);
    };
  }

  private static Outcome finish(QrSession session, SessionEvent.Finish finish) {
    if (!session.card().purpose().confirmedByStatement()) {
      return refused(Refusal.WRONG_PURPOSE);
    }
    return switch (session) {
      case Pending _ -> refused(Refusal.NOT_SCANNED);
      case Scanned scanned ->
          scanned.owner().equals(finish.by())
              ? moved(scanned.finish(finish.result()))
              : refused(Refusal.NOT_OWNER);
      case Completed completed -> again(completed, completed.owner(), finish.by());
      case Confirmed _, Processing _, Rejected _, Failed _ -> refused(Refusal.ENDED);
      case Expired _ -> refused(Refusal.EXPIRED);
    };
  }

  private static Outcome reject(QrSession session, SessionEvent.Reject reject) {
    return switch (session) {
      case Pending _ -> refused(Refusal.NOT_SCANNED);
      case Scanned scanned ->
          scanned.owner().equals(reject.by())
              ? moved(scanned.reject(reject.reason()))
              : refused(Refusal.NOT_OWNER);
      case Confirmed confirmed ->
          confirmed.owner().equals(reject.by())
              ? moved(confirmed.reject(reject.reason()))
              : refused(Refusal.NOT_OWNER);
      case Rejected rejected -> again(rejected, rejected.owner(), reject.by());
      case Processing _, Completed _, Failed _ -> refused(Refusal.ENDED);
      case Expired _ -> refused(Refusal.EXPIRED);
    };
  }

  private static Outcome start(QrSession session) {
    return switch (session) {
      case Pending _, Scanned _ -> refused(Refusal.NOT_CONFIRMED);
      case Confirmed confirmed -> moved(confirmed.start());
      case Processing processing -> unchanged(processing);
      case Completed _, Rejected _, Failed _ -> refused(Refusal.ENDED);
      case Expired _ -> refused(Refusal.EXPIRED);
    };
  }

  private static Outcome complete(QrSession session) {
    return switch (session) {
      case Pending _, Scanned _ -> refused(Refusal.NOT_CONFIRMED);
      case Confirmed confirmed -> moved(confirmed.complete());
      case Processing processing -> moved(processing.complete());
      case Completed completed -> unchanged(completed);
      case Rejected _, Failed _ -> refused(Refusal.ENDED);
      case Expired _ -> refused(Refusal.EXPIRED);
    };
  }

  private static Outcome fail(QrSession session, String reason) {
    return switch (session) {
      case Pending _, Scanned _ -> refused(Refusal.NOT_CONFIRMED);
      case Confirmed confirmed -> moved(confirmed.fail(reason));
      case Processing processing -> moved(processing.fail(reason));
      case Failed failed -> unchanged(failed);
      case Completed _, Rejected _ -> refused(Refusal.ENDED);
      case Expired _ -> refused(Refusal.EXPIRED);
    };
  }

  private static Outcome expire(QrSession session, Instant now) {
    return switch (session) {
      case Open open -> now.isAfter(open.expiresAt()) ? moved(open.expire()) : unchanged(open);
      case Expired expired -> unchanged(expired);
      case Completed _, Rejected _, Failed _ -> refused(Refusal.ENDED);
    };
  }

  private static Outcome again(QrSession session, @Nullable Owner owner, Owner by) {
    return by.equals(owner) ? unchanged(session) : refused(Refusal.NOT_OWNER);
  }

  private static Outcome moved(QrSession session) {
    return new Outcome.Moved(session);
  }

  private static Outcome unchanged(QrSession session) {
    return new Outcome.Unchanged(session);
  }

  private static Outcome refused(Refusal why) {
    return new Outcome.Refused(why);
  }
}
