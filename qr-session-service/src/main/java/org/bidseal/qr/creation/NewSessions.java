package org.bidseal.qr.creation;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.qr.code.CodeKey;
import org.bidseal.qr.code.RotatingCode;
import org.bidseal.qr.session.Purpose;
import org.bidseal.qr.session.SessionCard;
import org.bidseal.qr.session.SessionView;
import org.bidseal.qr.session.Sessions;
import org.bidseal.qr.session.StoredSession;
import org.bidseal.servicedefaults.Ids;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Makes sessions and shows their codes.
@Service
class NewSessions {
  private final Sessions sessions;
  private final KeyWrapping wrapping;
  private final SecureRandom random;
  private final Ids ids;
  private final Clock clock;

  NewSessions(Sessions sessions, KeyWrapping wrapping, SecureRandom random, Ids ids, Clock clock) {
    this.sessions = sessions;
    this.wrapping = wrapping;
    this.random = random;
    this.ids = ids;
    this.clock = clock;
  }

  Mono<SessionView> forPlatform(UUID platformId, PlatformSessionRequest request) {
    boolean binds = request.purpose() == Purpose.BIND;
    if (!request.purpose().confirmedByStatement() || binds != (request.expected() != null)) {
      return Mono.error(
          new ProblemException(
              CommonProblem.VALIDATION_FAILED,
              "A platform makes LOGIN and BIND sessions; BIND names the expected enterprise."));
    }
    SessionCard.Summary summary =
        new SessionCard.Summary(request.title(), request.title(), List.of());
    return create(
        new SessionCard(
            ids.next(),
            request.purpose(),
            platformId,
            null,
            List.of(),
            null,
            summary,
            request.expected(),
            clock.instant()));
  }

  Mono<SessionView> forService(ServiceSessionRequest request) {
    if (request.purpose().confirmedByStatement()) {
      return Mono.error(
          new ProblemException(
              CommonProblem.VALIDATION_FAILED,
              "A service makes SIGN, ENCRYPT and DECRYPT sessions."));
    }
    List<SessionCard.Guest> guests = request.guests();
    return create(
        new SessionCard(
            ids.next(),
            request.purpose(),
            request.platformId(),
            request.enterpriseId(),
            guests == null ? List.of() : guests,
            request.reference(),
            request.summary(),
            null,
            clock.instant()));
  }

  private Mono<SessionView> create(SessionCard card) {
    try (SecretBytes key = CodeKey.generate(random)) {
      return sessions.create(card, wrapping.wrap(key, CodeKey.boundTo(card.sessionId())));
    }
  }

  /// What the screen of a session shows now.
  Mono<CodeView> code(UUID sessionId, UUID platformId) {
    return sessions
        .get(sessionId)
        .filter(stored -> stored.session().card().platformId().equals(platformId))
        .switchIfEmpty(
            Mono.error(
                () -> new ProblemException(CommonProblem.NOT_FOUND, "There is no such session.")))
        .map(this::codeOf);
  }

  private CodeView codeOf(StoredSession stored) {
    UUID id = stored.session().card().sessionId();
    Instant now = clock.instant();
    try (SecretBytes key = wrapping.unwrap(stored.codeKey(), CodeKey.boundTo(id))) {
      RotatingCode code = key.expose(bytes -> RotatingCode.at(id, bytes, now));
      return CodeView.of(code, now);
    }
  }
}
