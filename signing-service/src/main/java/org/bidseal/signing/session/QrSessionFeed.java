package org.bidseal.signing.session;

import java.util.Locale;
import java.util.UUID;
import org.bidseal.events.Event;
import org.bidseal.outbox.EventConsumer;
import org.bidseal.signing.session.QrSession.Reference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Follows qr-session-service's events about sessions for signing.
@Component
final class QrSessionFeed implements EventConsumer {
  private static final String PREFIX = "org.bidseal.qr.session-";
  private static final String VERSION = ".v1";

  private final QrSessionRepository sessions;

  QrSessionFeed(QrSessionRepository sessions) {
    this.sessions = sessions;
  }

  /// Data of all these events, as far as it matters here.
  record SessionEvent(
      UUID sessionId,
      String purpose,
      UUID platformId,
      @Nullable UUID enterpriseId,
      @Nullable UUID personId,
      @Nullable UUID deviceId,
      @Nullable Reference reference) {}

  @Override
  public String topic() {
    return "bidseal.qr";
  }

  @Override
  public String name() {
    return "qr-sessions";
  }

  @Override
  public Mono<Void> on(Event event) {
    String type = event.type();
    if (!type.startsWith(PREFIX) || !type.endsWith(VERSION)) {
      return Mono.empty();
    }
    SessionEvent data = event.dataAs(SessionEvent.class);
    if (!data.purpose().equals("SIGN")) {
      return Mono.empty();
    }
    String state =
        type.substring(PREFIX.length(), type.length() - VERSION.length()).toUpperCase(Locale.ROOT);
    return sessions.happened(
        new QrSession(
            data.sessionId(),
            data.purpose(),
            state,
            data.platformId(),
            data.enterpriseId(),
            data.personId(),
            data.deviceId(),
            data.reference()));
  }
}
