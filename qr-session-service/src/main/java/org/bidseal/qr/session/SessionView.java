package org.bidseal.qr.session;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.qr.session.QrSession.Completed;
import org.bidseal.qr.session.QrSession.Confirmed;
import org.bidseal.qr.session.QrSession.Expired;
import org.bidseal.qr.session.QrSession.Failed;
import org.bidseal.qr.session.QrSession.Owner;
import org.bidseal.qr.session.QrSession.Pending;
import org.bidseal.qr.session.QrSession.Processing;
import org.bidseal.qr.session.QrSession.Rejected;
import org.bidseal.qr.session.QrSession.Scanned;
import org.jspecify.annotations.Nullable;

/// A session as the API and its frames show it. Holds no secret.
///
/// @param version grows by one with every change
/// @param personId who scanned, null before
/// @param expiresAt when it ends by itself, null once it has ended
/// @param result of a completed session
/// @param failure why it was rejected or failed
public record SessionView(
    UUID sessionId,
    Purpose purpose,
    QrSession.State state,
    long version,
    UUID platformId,
    @Nullable UUID enterpriseId,
    @Nullable UUID personId,
    @Nullable UUID deviceId,
    SessionCard.@Nullable Reference reference,
    SessionCard.Summary summary,
    SessionCard.@Nullable ExpectedEnterprise expected,
    @Nullable Instant confirmedAt,
    @Nullable Instant expiresAt,
    QrSession.@Nullable Result result,
    @Nullable String failure) {

  /// The view of a session at a version.
  public static SessionView of(QrSession session, long version) {
    return switch (session) {
      case Pending pending -> view(pending, version, null, null, pending.expiresAt(), null, null);
      case Scanned scanned ->
          view(scanned, version, scanned.owner(), null, scanned.expiresAt(), null, null);
      case Confirmed(SessionCard _, Owner owner, Instant at, Instant until) ->
          view(session, version, owner, at, until, null, null);
      case Processing(SessionCard _, Owner owner, Instant at, Instant until) ->
          view(session, version, owner, at, until, null, null);
      case Completed(SessionCard _, Owner owner, QrSession.Result result) ->
          view(session, version, owner, null, null, result, null);
      case Rejected(SessionCard _, Owner owner, String reason) ->
          view(session, version, owner, null, null, null, reason);
      case Expired expired -> view(expired, version, expired.owner(), null, null, null, null);
      case Failed(SessionCard _, Owner owner, String reason) ->
          view(session, version, owner, null, null, null, reason);
    };
  }

  private static SessionView view(
      QrSession session,
      long version,
      @Nullable Owner owner,
      @Nullable Instant confirmedAt,
      @Nullable Instant expiresAt,
      QrSession.@Nullable Result result,
      @Nullable String failure) {
    SessionCard card = session.card();
    return new SessionView(
        card.sessionId(),
        card.purpose(),
        session.state(),
        version,
        card.platformId(),
        card.enterpriseId(),
        owner == null ? null : owner.personId(),
        owner == null ? null : owner.deviceId(),
        card.reference(),
        card.summary(),
        card.expected(),
        confirmedAt,
        expiresAt,
        result,
        failure);
  }
}
