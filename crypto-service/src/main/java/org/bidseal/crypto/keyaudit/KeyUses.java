package org.bidseal.crypto.keyaudit;

import static org.bidseal.database.Columns.count;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Reads uses. The key's owner sees all of them, whoever holds a backup his own.
@Component
public class KeyUses {
  private static final String MAY_SEE =
      """
      select k.owner_person_id = :person as owner
        from split_key k
       where k.key_id = :key
         and (k.owner_person_id = :person
              or exists (select 1 from holding h
                          where h.key_id = k.key_id and h.person_id = :person))
      """;

  private static final String PAGE =
      """
      select * from key_use
       where key_id = :key and sequence < :before and (:owner or person_id = :person)
       order by sequence desc limit :most
      """;

  private static final String ONE =
      """
      select * from key_use
       where key_id = :key and sequence = :sequence and (:owner or person_id = :person)
      """;

  private static final String BETWEEN =
      """
      select * from key_use
       where key_id = :key and sequence > :after and sequence <= :last order by sequence
      """;

  private final DatabaseClient database;

  KeyUses(DatabaseClient database) {
    this.database = database;
  }

  /// Up to `most` uses before a sequence number, latest first.
  ///
  /// @throws ProblemException (as the Mono's error) KEY_NOT_FOUND if the person neither owns nor
  ///   holds the key
  Mono<List<RecordedUse>> before(UUID keyId, UUID personId, long sequence, int most) {
    return isOwner(keyId, personId)
        .flatMap(owner ->
            database
                .sql(PAGE)
                .bind("key", keyId)
                .bind("person", personId)
                .bind("owner", owner)
                .bind("before", sequence)
                .bind("most", most)
                .map(KeyUses::read)
                .all()
                .collectList());
  }

  /// One use.
  ///
  /// @throws ProblemException (as the Mono's error) KEY_NOT_FOUND, KEY_USE_NOT_FOUND
  public Mono<RecordedUse> get(UUID keyId, UUID personId, long sequence) {
    return isOwner(keyId, personId)
        .flatMap(owner ->
            database
                .sql(ONE)
                .bind("key", keyId)
                .bind("person", personId)
                .bind("owner", owner)
                .bind("sequence", sequence)
                .map(KeyUses::read)
                .one())
        .switchIfEmpty(Mono.error(() -> noSuchUse(keyId, sequence)));
  }

  /// The uses after one, up to another, in order; for those who prove or check chains.
  public Flux<RecordedUse> between(UUID keyId, long after, long last) {
    return database
        .sql(BETWEEN)
        .bind("key", keyId)
        .bind("after", after)
        .bind("last", last)
        .map(KeyUses::read)
        .all();
  }

  private Mono<Boolean> isOwner(UUID keyId, UUID personId) {
    return database
        .sql(MAY_SEE)
        .bind("key", keyId)
        .bind("person", personId)
        .mapValue(Boolean.class)
        .one()
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    CryptoProblem.KEY_NOT_FOUND, "No key " + keyId + " to be seen.")));
  }

  private static ProblemException noSuchUse(UUID keyId, long sequence) {
    return new ProblemException(
        KeyUseProblem.KEY_USE_NOT_FOUND,
        "Key %s has no use %d to be seen.".formatted(keyId, sequence));
  }

  private static RecordedUse read(Readable row) {
    KeyUse use =
        new KeyUse(
            uuid(row, "key_id"),
            KeyOperation.valueOf(text(row, "operation")),
            KeyOutcome.valueOf(text(row, "outcome")),
            uuid(row, "device_id"),
            uuid(row, "person_id"),
            new Occasion(
                row.get("session_id", UUID.class),
                row.get("purpose", String.class),
                row.get("reference", String.class)),
            uuid(row, "request_id"));
    return new RecordedUse(
        use,
        count(row, "sequence"),
        instant(row, "recorded_at"),
        Sm3Hash.ofHex(text(row, "previous_head")));
  }
}
