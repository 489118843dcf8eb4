package org.bidseal.crypto.keyaudit;

import static org.bidseal.database.Columns.nullable;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.bidseal.problem.ProblemException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Writes uses of keys down, each in the transaction of the use itself: what cannot be written down
/// does not happen (docs/key-audit.md).
///
/// A use takes the place after the last one that its writer saw; the primary key lets one writer
/// have it, and the others look again. So nobody holds a lock for longer than the rest of his
/// transaction, and chains neither fork nor have gaps. An append is the last thing that a
/// transaction does: whoever waits for the place waits for that transaction's end, and must not
/// hold anything that it still wants.
@Component
public class KeyAudit {
  /// The columns of a row, to be inserted by a statement of a caller's own with [#VALUES]. A place
  /// that is taken is a violation of the primary key then, and the statement has no effect.
  public static final String COLUMNS =
      """
      key_id, sequence, operation, outcome, device_id, person_id, session_id, purpose, reference,
      request_id, recorded_at, previous_head, head
      """;

  /// The values for [#COLUMNS], bound by [#bind].
  public static final String VALUES =
      """
      :u_key, :u_sequence, :u_operation, :u_outcome, :u_device, :u_person, :u_session, :u_purpose,
      :u_reference, :u_request, :u_time, :u_previous, :u_head
      """;

  private static final String HEAD =
      "select " + KeyHead.COLUMNS + " from (select cast(:key as uuid) as key_id) k " + KeyHead.JOIN;

  private static final String APPEND =
      "insert into key_use (%s) values (%s) on conflict (key_id, sequence) do nothing"
          .formatted(COLUMNS, VALUES);

  /// More writers at once than any key has requests under way.
  private static final int LOOKS = 1000;

  private static final Duration SOON = Duration.ofSeconds(2);

  private final DatabaseClient database;

  KeyAudit(DatabaseClient database) {
    this.database = database;
  }

  /// Writes a use down in the caller's transaction, which should have nothing left to do.
  ///
  /// @return errs with [ProblemException] KEY_USE_NOT_RECORDED if it cannot be written, and the
  ///   transaction with it
  public Mono<Void> append(KeyUse use) {
    return Mono.defer(() -> tryOnce(use))
        .repeatWhenEmpty(LOOKS, Function.<Flux<Long>>identity())
        .onErrorMap(error -> notRecorded(use.keyId(), error))
        .then();
  }

  /// Where the chain of a key ends.
  public Mono<KeyHead> head(UUID keyId) {
    return database.sql(HEAD).bind("key", keyId).map(KeyHead::read).one();
  }

  /// Binds [#VALUES].
  public static GenericExecuteSpec bind(GenericExecuteSpec sql, RecordedUse recorded) {
    KeyUse use = recorded.use();
    Occasion occasion = use.occasion();
    GenericExecuteSpec bound =
        sql.bind("u_key", use.keyId())
            .bind("u_sequence", recorded.sequence())
            .bind("u_operation", use.operation().name())
            .bind("u_outcome", use.outcome().name())
            .bind("u_device", use.deviceId())
            .bind("u_person", use.personId())
            .bind("u_request", use.requestId())
            .bind("u_time", recorded.time())
            .bind("u_previous", recorded.previousHead().hex())
            .bind("u_head", recorded.head().hex());
    bound = nullable(bound, "u_session", occasion.sessionId(), UUID.class);
    bound = nullable(bound, "u_purpose", occasion.purpose(), String.class);
    return nullable(bound, "u_reference", occasion.reference(), String.class);
  }

  /// The refusal of what could not be written down.
  public static ProblemException notRecorded(UUID keyId, Throwable cause) {
    return new ProblemException(
            KeyUseProblem.KEY_USE_NOT_RECORDED,
            "The use of key " + keyId + " could not be written down, so it did not happen.",
            cause)
        .retryAfter(SOON);
  }

  /// Empty if somebody else took the place.
  private Mono<Boolean> tryOnce(KeyUse use) {
    return head(use.keyId())
        .map(head -> head.following(use))
        .flatMap(recorded -> bind(database.sql(APPEND), recorded).fetch().rowsUpdated())
        .filter(rows -> rows == 1)
        .map(_ -> true);
  }
}
