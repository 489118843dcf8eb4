package org.bidseal.qr.session;

import java.util.UUID;
import org.bidseal.outbox.Outbox;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The events `org.bidseal.qr.session-*.v1`: one for each state that a session enters after its
/// birth.
@Component
class SessionAnnouncements {
  private final Outbox outbox;

  SessionAnnouncements(Outbox outbox) {
    this.outbox = outbox;
  }

  /// @param certificateId of LOGIN and BIND, once completed
  record SessionChanged(
      UUID sessionId,
      Purpose purpose,
      UUID platformId,
      @Nullable UUID enterpriseId,
      @Nullable UUID personId,
      @Nullable UUID deviceId,
      @Nullable UUID certificateId,
      SessionCard.@Nullable Reference reference,
      SessionCard.@Nullable ExpectedEnterprise expected) {}

  Mono<Void> announce(SessionView view) {
    return outbox.add(type(view.state()), view.sessionId(), content(view));
  }

  private static String type(QrSession.State state) {
    return switch (state) {
      case PENDING -> throw new IllegalArgumentException("a session is born silently");
      case SCANNED -> "org.bidseal.qr.session-scanned.v1";
      case CONFIRMED -> "org.bidseal.qr.session-confirmed.v1";
      case PROCESSING -> "org.bidseal.qr.session-processing.v1";
      case COMPLETED -> "org.bidseal.qr.session-completed.v1";
      case REJECTED -> "org.bidseal.qr.session-rejected.v1";
      case EXPIRED -> "org.bidseal.qr.session-expired.v1";
      case FAILED -> "org.bidseal.qr.session-failed.v1";
    };
  }

  private static SessionChanged content(SessionView view) {
    QrSession.Result result = view.result();
    UUID enterprise = view.enterpriseId();
    return new SessionChanged(
        view.sessionId(),
        view.purpose(),
        view.platformId(),
        enterprise == null && result != null ? result.enterpriseId() : enterprise,
        view.personId(),
        view.deviceId(),
        result == null ? null : result.certificateId(),
        view.reference(),
        view.expected());
  }
}
