package org.bidseal.crypto.qrsession;

import java.util.LinkedHashMap;
import java.util.List;
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
  /// Of a `qr_session q`: what [#findConfirmed] looks for, in a query that reads more than that.
  /// Binds `:purpose` and `:reference` of the [SessionPurpose], `:envelope`, `:person`.
  public static final String IS_CONFIRMED =
      """
      q.state in ('CONFIRMED', 'PROCESSING') and q.purpose = :purpose
      and q.reference_type = :reference and q.reference_id = :envelope
      and q.person_id = :person and q.device_id is not null
      """;

  private static final String PATH = "/internal/qr/v1/sessions";

  private final QrSessionRepository sessions;
  private final WebClient service;

  QrSessions(QrSessionRepository sessions, ServiceCalls calls) {
    this.sessions = sessions;
    this.service = calls.to("qr-session-service");
  }

  /// Somebody outside the session's enterprise who may scan while he acts for his own.
  public record Guest(UUID personId, UUID enterpriseId) {}

  /// What a new session is about.
  ///
  /// @param enterpriseId whose people may scan
  /// @param guests who else may
  public record Wish(
      SessionPurpose purpose,
      UUID platformId,
      UUID enterpriseId,
      UUID envelopeId,
      List<Guest> guests,
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
        .bodyValue(body(wish))
        .retrieve()
        .bodyToMono(JsonNode.class);
  }

  /// Guests are named only where there are any: a qr-session-service of before knows none.
  private static Map<String, Object> body(Wish wish) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("purpose", wish.purpose().qrPurpose());
    body.put("platformId", wish.platformId());
    body.put("enterpriseId", wish.enterpriseId());
    body.put("reference", Map.of("type", wish.purpose().reference(), "id", wish.envelopeId()));
    body.put("summary", wish.summary());
    if (!wish.guests().isEmpty()) {
      body.put("guests", wish.guests());
    }
    return body;
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
