package org.bidseal.qr.progress;

import static java.util.Map.entry;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.bidseal.events.Event;
import org.bidseal.problem.ProblemException;
import org.bidseal.qr.session.SessionEvent;
import org.bidseal.qr.session.Sessions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Moves a session on as the service behind it reports.
@Component
class ServiceProgress {
  private static final Logger log = LoggerFactory.getLogger(ServiceProgress.class);

  private static final Map<String, Function<Report, SessionEvent>> MEANING =
      Map.ofEntries(
          entry("org.bidseal.crypto.bid-retracted.v1", _ -> new SessionEvent.Complete()),
          entry("org.bidseal.crypto.bid-confirmed.v1", _ -> new SessionEvent.Complete()),
          entry("org.bidseal.signing.signing-started.v1", _ -> new SessionEvent.Start()),
          entry("org.bidseal.signing.document-signed.v1", _ -> new SessionEvent.Complete()),
          entry("org.bidseal.signing.signing-failed.v1", Report::failure),
          entry("org.bidseal.crypto.sealing-started.v1", _ -> new SessionEvent.Start()),
          entry("org.bidseal.crypto.bid-sealed.v1", _ -> new SessionEvent.Complete()),
          entry("org.bidseal.crypto.key-share-given.v1", Report::share),
          entry("org.bidseal.crypto.rehearsal-passed.v1", _ -> new SessionEvent.Complete()),
          entry("org.bidseal.crypto.event-lock-step-done.v1", _ -> new SessionEvent.Complete()),
          entry("org.bidseal.crypto.decryption-started.v1", _ -> new SessionEvent.Start()),
          entry("org.bidseal.crypto.bid-decrypted.v1", _ -> new SessionEvent.Complete()),
          entry("org.bidseal.crypto.decryption-failed.v1", Report::failure));

  private final Sessions sessions;

  ServiceProgress(Sessions sessions) {
    this.sessions = sessions;
  }

  /// What the reports have in common; other fields are ignored.
  ///
  /// @param opens of a share of a bid's key: whether the bid is decrypted by it
  record Report(@Nullable UUID sessionId, @Nullable String reason, @Nullable Boolean opens) {
    /// A session whose person has given his share is done, unless the bid opens in it.
    SessionEvent share() {
      return Boolean.TRUE.equals(opens) ? new SessionEvent.Start() : new SessionEvent.Complete();
    }

    SessionEvent failure() {
      return new SessionEvent.Fail(reason == null ? "unknown" : reason);
    }
  }

  /// Applies a report. One about a session that has ended meanwhile, or that is no QR session, is
  /// noted and changes nothing: the service's own state is what counts.
  Mono<Void> apply(Event event) {
    Function<Report, SessionEvent> meaning = MEANING.get(event.type());
    Report report = event.dataAs(Report.class);
    UUID sessionId = report.sessionId();
    if (meaning == null || sessionId == null) {
      return Mono.empty();
    }
    return sessions
        .apply(sessionId, meaning.apply(report))
        .onErrorResume(
            ProblemException.class,
            refused -> {
              log.info(
                  "{} does not move session {}: {}", event.type(), sessionId, refused.getMessage());
              return Mono.empty();
            })
        .then();
  }
}
