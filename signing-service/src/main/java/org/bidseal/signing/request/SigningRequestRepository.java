package org.bidseal.signing.request;

import static org.bidseal.database.Columns.count;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.signing.Bytes;
import org.bidseal.signing.cms.SignedAttributes;
import org.bidseal.signing.pdf.ByteRange;
import org.bidseal.signing.request.SigningRequest.Failed;
import org.bidseal.signing.request.SigningRequest.Preparation;
import org.bidseal.signing.request.SigningRequest.Prepared;
import org.bidseal.signing.request.SigningRequest.RequestFacts;
import org.bidseal.signing.request.SigningRequest.Reserving;
import org.bidseal.signing.request.SigningRequest.Signed;
import org.bidseal.signing.request.SigningRequest.State;
import org.bidseal.signing.task.SealType;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Rows of signing requests.
@Component
final class SigningRequestRepository {
  private final DatabaseClient database;

  SigningRequestRepository(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> insert(Reserving request, String idempotencyKey) {
    RequestFacts facts = request.facts();
    return database
        .sql(
            """
            insert into signing_request (request_id, task_id, session_id, person_id, enterprise_id,
              certificate_id, seal_id, idempotency_key, state, signing_time, expires_at)
            values (:id, :task, :session, :person, :enterprise, :certificate, :seal, :key,
              'RESERVING', :time, :expires)
            """)
        .bind("id", facts.requestId())
        .bind("task", facts.taskId())
        .bind("session", facts.sessionId())
        .bind("person", facts.personId())
        .bind("enterprise", facts.enterpriseId())
        .bind("certificate", facts.certificateId())
        .bind("seal", facts.sealId())
        .bind("key", idempotencyKey)
        .bind("time", facts.signingTime())
        .bind("expires", facts.expiresAt())
        .then();
  }

  /// The request that an earlier POST with this key made and that did not fail.
  Mono<SigningRequest> findByKey(UUID personId, UUID taskId, String idempotencyKey) {
    return database
        .sql(
            """
            select * from signing_request
            where person_id = :person and task_id = :task and idempotency_key = :key
            """)
        .bind("person", personId)
        .bind("task", taskId)
        .bind("key", idempotencyKey)
        .map(SigningRequestRepository::request)
        .one();
  }

  /// The person's own request of the task.
  Mono<SigningRequest> find(UUID requestId, UUID taskId, UUID personId) {
    return database
        .sql(
            """
            select * from signing_request
            where request_id = :id and task_id = :task and person_id = :person
            """)
        .bind("id", requestId)
        .bind("task", taskId)
        .bind("person", personId)
        .map(SigningRequestRepository::request)
        .one();
  }

  /// The request; whoever changes it holds its task's lock.
  Mono<SigningRequest> find(UUID requestId) {
    return database
        .sql("select * from signing_request where request_id = :id")
        .bind("id", requestId)
        .map(SigningRequestRepository::request)
        .one();
  }

  /// Open requests whose time is up.
  Flux<SigningRequest> due(Instant now, int limit) {
    return database
        .sql(
            """
            select * from signing_request
            where state in ('RESERVING', 'PREPARED') and expires_at <= :now
            order by expires_at limit :limit
            """)
        .bind("now", now)
        .bind("limit", limit)
        .map(SigningRequestRepository::request)
        .all();
  }

  Mono<Void> prepared(Prepared request) {
    Preparation preparation = request.preparation();
    return database
        .sql(
            """
            update signing_request set state = 'PREPARED', use_id = :use, seal_type = :type,
              key_id = :key, certificate = :certificate, file = :file, first_length = :first,
              second_start = :start, second_length = :second, document_digest = :digest,
              signed_attributes = :attributes, e = :e
            where request_id = :id
            """)
        .bind("id", request.facts().requestId())
        .bind("use", preparation.useId())
        .bind("type", preparation.sealType().name())
        .bind("key", preparation.keyId())
        .bind("certificate", preparation.certificate().base64())
        .bind("file", preparation.file())
        .bind("first", preparation.byteRange().firstLength())
        .bind("start", preparation.byteRange().secondStart())
        .bind("second", preparation.byteRange().secondLength())
        .bind("digest", preparation.documentDigest().hex())
        .bind("attributes", preparation.attributes().der().base64())
        .bind("e", preparation.e().hex())
        .then();
  }

  Mono<Void> signed(Signed request) {
    return database
        .sql("update signing_request set state = 'SIGNED' where request_id = :id")
        .bind("id", request.facts().requestId())
        .then();
  }

  /// Name of the prepared file, if it came to one.
  Mono<String> file(UUID requestId) {
    return database
        .sql("select file from signing_request where request_id = :id and file is not null")
        .bind("id", requestId)
        .map(row -> text(row, "file"))
        .one();
  }

  /// Also gives the idempotency key free, so that the POST may be repeated.
  Mono<Void> failed(Failed request) {
    return database
        .sql(
            """
            update signing_request set state = 'FAILED', failure = :reason, idempotency_key = null
            where request_id = :id
            """)
        .bind("id", request.facts().requestId())
        .bind("reason", request.reason())
        .then();
  }

  private static SigningRequest request(Readable row) {
    RequestFacts facts =
        new RequestFacts(
            uuid(row, "request_id"),
            uuid(row, "task_id"),
            uuid(row, "session_id"),
            uuid(row, "person_id"),
            uuid(row, "enterprise_id"),
            uuid(row, "certificate_id"),
            uuid(row, "seal_id"),
            instant(row, "signing_time"),
            instant(row, "expires_at"));
    return switch (State.valueOf(text(row, "state"))) {
      case RESERVING -> new Reserving(facts);
      case PREPARED -> new Prepared(facts, preparation(row));
      case SIGNED -> new Signed(facts, preparation(row));
      case FAILED -> new Failed(facts, text(row, "failure"));
    };
  }

  private static Preparation preparation(Readable row) {
    return new Preparation(
        uuid(row, "use_id"),
        SealType.valueOf(text(row, "seal_type")),
        uuid(row, "key_id"),
        Bytes.ofBase64(text(row, "certificate")),
        text(row, "file"),
        new ByteRange(
            count(row, "first_length"), count(row, "second_start"), count(row, "second_length")),
        Sm3Hash.ofHex(text(row, "document_digest")),
        new SignedAttributes(Bytes.ofBase64(text(row, "signed_attributes"))),
        Sm3Hash.ofHex(text(row, "e")));
  }
}
