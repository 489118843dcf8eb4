package org.bidseal.crypto.qrsession;

import java.util.Map;
import java.util.Set;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.crypto.timeline.FactKind;
import org.bidseal.crypto.timeline.Timeline;
import org.bidseal.events.Event;
import org.bidseal.outbox.EventConsumer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Keeps the read model of sessions. Events of one session come in order, so the last one is right.
@Component
@InRole(Role.KEY)
final class QrSessionFeed implements EventConsumer {
  private static final Map<String, String> STATES =
      Map.of(
          "org.bidseal.qr.session-confirmed.v1", "CONFIRMED",
          "org.bidseal.qr.session-processing.v1", "PROCESSING",
          "org.bidseal.qr.session-completed.v1", "COMPLETED",
          "org.bidseal.qr.session-rejected.v1", "REJECTED",
          "org.bidseal.qr.session-expired.v1", "EXPIRED",
          "org.bidseal.qr.session-failed.v1", "FAILED");

  private static final Map<String, FactKind> ENTRIES =
      Map.of(
          "CONFIRMED", FactKind.SESSION_CONFIRMED,
          "COMPLETED", FactKind.SESSION_COMPLETED,
          "REJECTED", FactKind.SESSION_REJECTED,
          "EXPIRED", FactKind.SESSION_EXPIRED,
          "FAILED", FactKind.SESSION_FAILED);

  private final QrSessionRepository sessions;
  private final Timeline timeline;

  QrSessionFeed(QrSessionRepository sessions, Timeline timeline) {
    this.sessions = sessions;
    this.timeline = timeline;
  }

  @Override
  public String topic() {
    return "bidseal.qr";
  }

  @Override
  public Set<String> types() {
    return STATES.keySet();
  }

  @Override
  public Mono<Void> on(Event event) {
    String state = STATES.get(event.type());
    if (state == null) {
      return Mono.empty();
    }
    SessionView session = event.dataAs(SessionView.class);
    FactKind kind = ENTRIES.get(state);
    return kind == null
        ? sessions.put(session, state)
        : sessions.put(session, state).then(timeline.addOfSession(session.sessionId(), kind));
  }
}
