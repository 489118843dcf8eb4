package org.bidseal.qr.scan;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.identityview.Members;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.problem.ProblemException;
import org.bidseal.qr.QrProblem;
import org.bidseal.qr.code.CodeKey;
import org.bidseal.qr.code.MalformedCodeException;
import org.bidseal.qr.code.RotatingCode;
import org.bidseal.qr.session.QrSession.Owner;
import org.bidseal.qr.session.SessionCard;
import org.bidseal.qr.session.SessionEvent;
import org.bidseal.qr.session.SessionView;
import org.bidseal.qr.session.Sessions;
import org.bidseal.qr.session.StoredSession;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A phone scans a code. Who scans first owns the session.
@Service
class Scans {
  private final Sessions sessions;
  private final Members members;
  private final KeyWrapping wrapping;
  private final Clock clock;

  Scans(Sessions sessions, Members members, KeyWrapping wrapping, Clock clock) {
    this.sessions = sessions;
    this.members = members;
    this.wrapping = wrapping;
    this.clock = clock;
  }

  Mono<SessionView> scan(UUID personId, ScanRequest request) {
    return Mono.fromSupplier(() -> parse(request.code()))
        .flatMap(code -> sessions.lock(code.sessionId()).doOnNext(stored -> check(code, stored)))
        .flatMap(stored -> checkMembership(personId, stored))
        .flatMap(stored -> own(personId, request.deviceId(), stored));
  }

  private static RotatingCode parse(String text) {
    try {
      return RotatingCode.parse(text);
    } catch (MalformedCodeException e) {
      throw new ProblemException(QrProblem.CODE_MALFORMED, "The scanned text has another form.");
    }
  }

  private void check(RotatingCode code, StoredSession stored) {
    Instant now = clock.instant();
    try (SecretBytes key = wrapping.unwrap(stored.codeKey(), CodeKey.boundTo(code.sessionId()))) {
      if (!key.<Boolean>expose(bytes -> code.freshAndGenuine(bytes, now))) {
        throw new ProblemException(
            QrProblem.CODE_EXPIRED, "The code is older than ten seconds or was not shown here.");
      }
    }
  }

  private Mono<StoredSession> checkMembership(UUID personId, StoredSession stored) {
    SessionCard card = stored.session().card();
    UUID enterpriseId = card.enterpriseId();
    if (enterpriseId == null) {
      return Mono.just(stored);
    }
    Stream<UUID> asGuest =
        card.guests().stream()
            .filter(guest -> guest.personId().equals(personId))
            .map(SessionCard.Guest::enterpriseId);
    return Flux.fromStream(Stream.concat(Stream.of(enterpriseId), asGuest))
        .concatMap(enterprise -> members.isMember(personId, enterprise))
        .any(Boolean::booleanValue)
        .filter(Boolean::booleanValue)
        .map(_ -> stored)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    QrProblem.NOT_YOUR_ENTERPRISE,
                    "You are not a member of the enterprise that this code is for.")));
  }

  private Mono<SessionView> own(UUID personId, UUID deviceId, StoredSession stored) {
    return sessions.apply(stored, new SessionEvent.Scan(new Owner(personId, deviceId)));
  }
}
