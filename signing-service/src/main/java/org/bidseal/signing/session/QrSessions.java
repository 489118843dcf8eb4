package org.bidseal.signing.session;

import java.util.List;
import java.util.UUID;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.problem.UpstreamProblemException;
import org.bidseal.servicecalls.ServiceCalls;
import org.bidseal.signing.SigningProblem;
import org.bidseal.signing.document.Document;
import org.bidseal.signing.session.QrSession.Reference;
import org.bidseal.signing.task.Signatory;
import org.bidseal.signing.task.SigningTask;
import org.bidseal.signing.task.TaskFacts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// Opens sessions at qr-session-service and finds out who confirmed them.
@Component
public final class QrSessions {
  /// What a session's reference calls a signing task.
  static final String REFERENCE = "signing-task";

  private static final String SERVICE = "qr-session-service";
  private static final String PATH = "/internal/qr/v1/sessions";

  private final ServiceCalls calls;
  private final QrSessionRepository sessions;

  QrSessions(ServiceCalls calls, QrSessionRepository sessions) {
    this.calls = calls;
    this.sessions = sessions;
  }

  private record NewSession(
      String purpose, UUID platformId, UUID enterpriseId, Reference reference, Summary summary) {}

  private record Summary(String titleEn, String titleZh, List<Line> lines) {}

  private record Line(String labelEn, String labelZh, String value) {}

  /// Opens a session for a signatory of a task.
  ///
  /// @param key makes a repetition answer the same session
  /// @return the session as qr-session-service shows it to the platform
  Mono<JsonNode> open(String key, SigningTask task, UUID enterpriseId, Document document) {
    TaskFacts facts = task.facts();
    NewSession session =
        new NewSession(
            "SIGN",
            facts.platformId(),
            enterpriseId,
            new Reference(REFERENCE, facts.taskId()),
            summary(facts, document));
    return calls
        .to(SERVICE)
        .post()
        .uri(PATH)
        .header("Idempotency-Key", key)
        .bodyValue(session)
        .retrieve()
        .bodyToMono(JsonNode.class);
  }

  /// Notes an opened session, in the caller's transaction.
  Mono<Void> opened(UUID sessionId, SigningTask task, UUID enterpriseId) {
    TaskFacts facts = task.facts();
    return sessions.opened(
        new QrSession(
            sessionId,
            "SIGN",
            "PENDING",
            facts.platformId(),
            enterpriseId,
            null,
            null,
            new Reference(REFERENCE, facts.taskId())));
  }

  /// The session, confirmed by this person for this task: by the read model if the event has come,
  /// else by asking.
  ///
  /// @return errs with SESSION_NOT_CONFIRMED
  public Mono<QrSession> confirmed(UUID sessionId, UUID taskId, UUID personId) {
    return sessions
        .find(sessionId)
        .filter(session -> session.confirmedFor(taskId, personId))
        .switchIfEmpty(Mono.defer(() -> ask(sessionId)))
        .filter(session -> session.confirmedFor(taskId, personId))
        .switchIfEmpty(Mono.error(QrSessions::notConfirmed));
  }

  /// The session as far as it is known here; empty if it is not.
  Mono<QrSession> find(UUID sessionId) {
    return sessions.find(sessionId);
  }

  /// The signatory whose turn it is: the one asked for, or the first with something left to sign.
  static UUID turn(SigningTask task, @Nullable UUID wanted) {
    return (wanted == null
            ? task.facts().nextSignatory()
            : task.facts().signatory(wanted).filter(signatory -> !signatory.done()))
        .map(Signatory::enterpriseId)
        .orElseThrow(() ->
            new ProblemException(SigningProblem.NOT_A_SIGNATORY, "There is nothing left to sign."));
  }

  private Mono<QrSession> ask(UUID sessionId) {
    return calls
        .to(SERVICE)
        .get()
        .uri(PATH + "/{id}", sessionId)
        .retrieve()
        .bodyToMono(QrSession.class)
        .onErrorResume(
            UpstreamProblemException.class,
            e ->
                e.type().status() == CommonProblem.NOT_FOUND.status()
                    ? Mono.empty()
                    : Mono.error(e));
  }

  private static Summary summary(TaskFacts facts, Document document) {
    return new Summary(
        "Sign a document",
        "签署文件",
        List.of(
            new Line("Task", "签章任务", facts.title()),
            new Line("File", "文件", document.fileName()),
            new Line("Pages", "页数", Integer.toString(document.pages())),
            new Line("SM3", "SM3 摘要", document.sm3())));
  }

  private static ProblemException notConfirmed() {
    return new ProblemException(
        SigningProblem.SESSION_NOT_CONFIRMED,
        "The session is not known, not confirmed, of somebody else, or for something else.");
  }
}
