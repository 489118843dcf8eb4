package org.bidseal.crypto.qrsession;

import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.problem.UpstreamProblemException;
import org.bidseal.servicecalls.ServiceCalls;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// QR sessions over bid envelopes.
@Component
public class QrSessions {
  private static final String PATH = "/internal/qr/v1/sessions";

  private final QrSessionRepository sessions;
  private final WebClient service;

  QrSessions(QrSessionRepository sessions, ServiceCalls calls) {
    this.sessions = sessions;
    this.service = calls.to("qr-session-service");
  }

  /// What a new session is about.
  public record Wish(
      SessionPurpose purpose,
      UUID platformId,
      UUID enterpriseId,
      UUID envelopeId,
      SessionSummary summary) {}

  /// Opens a session at qr-session-service.
  ///
  /// @param idempotencyKey the same for the same wish, so that a repetition finds the same session
  /// @return the session as that service shows it
  public Mono<JsonNode> open(Wish wish, String idempotencyKey) {
    return service
        .post()
        .uri(PATH)
        .header("Idempotency-Key", idempotencyKey)
        .bodyValue(
            Map.of(
                "purpose", wish.purpose().qrPurpose(),
                "platformId", wish.platformId(),
                "enterpriseId", wish.enterpriseId(),
                "reference", Map.of("type", wish.purpose().reference(), "id", wish.envelopeId()),
                "summary", wish.summary()))
        .retrieve()
        .bodyToMono(JsonNode.class);
  }

  /// The session, if this person confirmed it for this purpose and envelope and it has not ended.
  ///
  /// @throws ProblemException (as the Mono's error) {@link CryptoProblem#SESSION_NOT_CONFIRMED}
  public Mono<ConfirmedSession> getConfirmed(
      UUID sessionId, SessionPurpose purpose, UUID envelopeId, UUID personId) {
    return findConfirmed(sessionId, purpose, envelopeId, personId)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    CryptoProblem.SESSION_NOT_CONFIRMED,
                    "Session " + sessionId + " is not confirmed by you for this envelope.")));
  }

  /// The same, empty instead of a problem.
  public Mono<ConfirmedSession> findConfirmed(
      UUID sessionId, SessionPurpose purpose, UUID envelopeId, UUID personId) {
    return sessions
        .find(sessionId)
        .switchIfEmpty(Mono.defer(() -> ask(sessionId)))
        .filter(SessionView::isConfirmed)
        .filter(session -> session.purpose().equals(purpose.qrPurpose()))
        .filter(session -> isAbout(session, purpose, envelopeId))
        .filter(session -> personId.equals(session.personId()))
        .flatMap(QrSessions::confirmed);
  }

  private static boolean isAbout(SessionView session, SessionPurpose purpose, UUID envelopeId) {
    SessionView.Reference reference = session.reference();
    return reference != null
        && purpose.reference().equals(reference.type())
        && reference.id().equals(envelopeId);
  }

  private static Mono<ConfirmedSession> confirmed(SessionView session) {
    UUID person = session.personId();
    UUID device = session.deviceId();
    return person == null || device == null
        ? Mono.empty()
        : Mono.just(new ConfirmedSession(session.sessionId(), person, device));
  }

  private Mono<SessionView> ask(UUID sessionId) {
    return service
        .get()
        .uri(PATH + "/{id}", sessionId)
        .retrieve()
        .bodyToMono(SessionView.class)
        .onErrorResume(
            UpstreamProblemException.class,
            e -> e.type().status() == HttpStatus.NOT_FOUND ? Mono.empty() : Mono.error(e));
  }
}
