package org.bidseal.crypto.lock;

import static org.bidseal.database.Columns.bytes;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.nullable;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.envelope.StatementSignature;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Rows of what was begun and signed.
@Component
public class LockActs {
  private static final String PUT =
      """
      insert into event_lock_statement as act
          (lock_id, kind, session_id, person_id, key_id, content, opens_at, envelope_id, statement,
           digest)
      values (:lock, :kind, :session, :person, :key, :content, :opens, :envelope, :statement, :digest)
      on conflict (lock_id, kind, session_id) do update
         set key_id = excluded.key_id, content = excluded.content, opens_at = excluded.opens_at,
             envelope_id = excluded.envelope_id, statement = excluded.statement,
             digest = excluded.digest, begun_at = clock_timestamp()
       where act.signed_at is null and act.person_id = excluded.person_id
      """;

  private static final String SIGN =
      """
      update event_lock_statement
         set certificate_id = :certificate, signature_r = :r, signature_s = :s,
             signed_at = clock_timestamp()
       where lock_id = :lock and kind = :kind and session_id = :session
      """;

  private static final String SIGNED =
      """
      select s.*, c.certificate from event_lock_statement s
        join certificate c on c.certificate_id = s.certificate_id
       where s.lock_id = :lock and s.signed_at is not null
       order by s.signed_at, s.session_id
      """;

  private final DatabaseClient database;

  LockActs(DatabaseClient database) {
    this.database = database;
  }

  /// A signed statement with the certificate (base64) of its key.
  public record Signed(LockAct act, String certificate, Instant signedAt) {}

  /// Begins a step, or begins it again; false if it is done.
  Mono<Boolean> put(LockAct act) {
    var insert =
        database
            .sql(PUT)
            .bind("lock", act.lockId())
            .bind("kind", act.kind().name())
            .bind("session", act.sessionId())
            .bind("person", act.personId())
            .bind("key", act.keyId())
            .bind("statement", act.statement().bytes())
            .bind("digest", act.digest().hex());
    Octets content = act.about().content();
    insert = nullable(insert, "content", content == null ? null : content.bytes(), byte[].class);
    insert = nullable(insert, "opens", act.about().opensAt(), Instant.class);
    return nullable(insert, "envelope", act.about().envelopeId(), UUID.class)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /// The step that this person began in this session.
  public Mono<LockAct> find(UUID lockId, StatementKind kind, UUID sessionId, UUID personId) {
    return database
        .sql(
            "select * from event_lock_statement where lock_id = :lock and kind = :kind"
                + " and session_id = :session and person_id = :person")
        .bind("lock", lockId)
        .bind("kind", kind.name())
        .bind("session", sessionId)
        .bind("person", personId)
        .map((Readable row) -> act(row))
        .one();
  }

  Mono<Void> sign(LockAct act, StatementSignature signature) {
    return database
        .sql(SIGN)
        .bind("certificate", signature.certificateId())
        .bind("r", signature.r())
        .bind("s", signature.s())
        .bind("lock", act.lockId())
        .bind("kind", act.kind().name())
        .bind("session", act.sessionId())
        .then();
  }

  /// All that was signed about a lock, in order.
  public Flux<Signed> signed(UUID lockId) {
    return database
        .sql(SIGNED)
        .bind("lock", lockId)
        .map((Readable row) ->
            new Signed(act(row), text(row, "certificate"), instant(row, "signed_at")))
        .all();
  }

  private static LockAct act(Readable row) {
    UUID certificateId = row.get("certificate_id", UUID.class);
    byte[] content = row.get("content", byte[].class);
    return new LockAct(
        uuid(row, "lock_id"),
        StatementKind.valueOf(text(row, "kind")),
        uuid(row, "session_id"),
        uuid(row, "person_id"),
        uuid(row, "key_id"),
        new LockAct.About(
            content == null ? null : Octets.of(content),
            row.get("opens_at", Instant.class),
            row.get("envelope_id", UUID.class)),
        Octets.of(bytes(row, "statement")),
        Sm3Hash.ofHex(text(row, "digest")),
        certificateId == null
            ? null
            : new StatementSignature(
                certificateId, text(row, "signature_r"), text(row, "signature_s")));
  }
}
