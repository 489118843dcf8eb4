package org.bidseal.crypto.act;

import static org.bidseal.database.Columns.bytes;
import static org.bidseal.database.Columns.nullable;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.envelope.StatementSignature;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Rows of acts.
@Component
class Acts {
  private static final String PUT =
      """
      insert into bid_act as act (envelope_id, kind, session_id, person_id, key_id, change_id,
                                  statement, digest)
      values (:envelope, :kind, :session, :person, :key, :change, :statement, :digest)
      on conflict (envelope_id, kind, session_id) do update
         set key_id = excluded.key_id, change_id = excluded.change_id,
             statement = excluded.statement, digest = excluded.digest,
             begun_at = clock_timestamp()
       where act.signed_at is null and act.person_id = excluded.person_id
      """;

  private static final String SIGN =
      """
      update bid_act
         set certificate_id = :certificate, signature_r = :r, signature_s = :s,
             signed_at = clock_timestamp()
       where envelope_id = :envelope and kind = :kind and session_id = :session
      """;

  private final DatabaseClient database;

  Acts(DatabaseClient database) {
    this.database = database;
  }

  /// An act that a person has begun.
  ///
  /// @param signature null until he has signed
  record Act(
      UUID envelopeId,
      ActKind kind,
      UUID sessionId,
      UUID personId,
      UUID keyId,
      @Nullable UUID changeId,
      Statement statement,
      @Nullable StatementSignature signature) {}

  /// Begins an act, or begins it again; false if it is done.
  Mono<Boolean> put(Act act) {
    var insert =
        database
            .sql(PUT)
            .bind("envelope", act.envelopeId())
            .bind("kind", act.kind().name())
            .bind("session", act.sessionId())
            .bind("person", act.personId())
            .bind("key", act.keyId())
            .bind("statement", act.statement().bytes().bytes())
            .bind("digest", act.statement().digest().hex());
    return nullable(insert, "change", act.changeId(), UUID.class)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /// The act that this person began in this session.
  Mono<Act> find(UUID envelopeId, ActKind kind, UUID sessionId, UUID personId) {
    return database
        .sql(
            "select * from bid_act where envelope_id = :envelope and kind = :kind"
                + " and session_id = :session and person_id = :person")
        .bind("envelope", envelopeId)
        .bind("kind", kind.name())
        .bind("session", sessionId)
        .bind("person", personId)
        .map((Readable row) -> act(row))
        .one();
  }

  Mono<Void> sign(Act act, StatementSignature signature) {
    return database
        .sql(SIGN)
        .bind("certificate", signature.certificateId())
        .bind("r", signature.r())
        .bind("s", signature.s())
        .bind("envelope", act.envelopeId())
        .bind("kind", act.kind().name())
        .bind("session", act.sessionId())
        .then();
  }

  private static Act act(Readable row) {
    UUID certificateId = row.get("certificate_id", UUID.class);
    return new Act(
        uuid(row, "envelope_id"),
        ActKind.valueOf(text(row, "kind")),
        uuid(row, "session_id"),
        uuid(row, "person_id"),
        uuid(row, "key_id"),
        row.get("change_id", UUID.class),
        new Statement(Octets.of(bytes(row, "statement")), Sm3Hash.ofHex(text(row, "digest"))),
        certificateId == null
            ? null
            : new StatementSignature(
                certificateId, text(row, "signature_r"), text(row, "signature_s")));
  }
}
