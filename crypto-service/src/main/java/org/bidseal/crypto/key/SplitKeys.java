package org.bidseal.crypto.key;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Where split keys are kept. Each method joins its caller's transaction.
@Component
public class SplitKeys {
  /// The columns that [#read] needs, of a `split_key k`.
  public static final String COLUMNS =
      """
      k.key_id as k_key_id, k.usage as k_usage, k.owner_person_id as k_owner,
      k.public_key as k_public_key, k.p1 as k_p1, k.generation as k_generation, k.d2 as k_d2,
      k.reset_public_key as k_reset_public_key, k.reset_private_key as k_reset_private_key,
      k.reset_released_at is not null as k_reset_released
      """;

  private static final String INSERT =
      """
      insert into split_key (key_id, usage, owner_person_id, public_key, p1, generation, d2,
                             reset_public_key, reset_private_key)
      values (:key, :usage, :owner, :publicKey, :p1, :generation, :d2, :resetPublic, :resetPrivate)
      """;

  private static final String SUCCEED =
      """
      update split_key
         set p1 = :p1, generation = generation + 1, d2 = :d2, reset_public_key = :resetPublic,
             reset_private_key = :resetPrivate, reset_released_at = null, reset_release_key = null,
             backup_checks_left = 5, backup_blocked_since = null
       where key_id = :key and generation = :generation
         and (reset_released_at is not null) = :released
      """;

  private final DatabaseClient database;

  SplitKeys(DatabaseClient database) {
    this.database = database;
  }

  /// The key, or empty.
  public Mono<SplitKey> find(UUID keyId) {
    return database
        .sql("select " + COLUMNS + " from split_key k where k.key_id = :key")
        .bind("key", keyId)
        .map(SplitKeys::read)
        .one();
  }

  /// The key, its row locked until the transaction ends; empty if there is none. Whoever changes
  /// several holdings of a key locks it first, so that two of them cannot wait for each other.
  public Mono<SplitKey> findLocked(UUID keyId) {
    return database
        .sql("select " + COLUMNS + " from split_key k where k.key_id = :key for no key update")
        .bind("key", keyId)
        .map(SplitKeys::read)
        .one();
  }

  /// Stores a new key.
  public Mono<Void> insert(SplitKey key) {
    return database
        .sql(INSERT)
        .bind("key", key.keyId())
        .bind("usage", key.usage().name())
        .bind("owner", key.ownerPersonId())
        .bind("publicKey", key.publicKey().hex())
        .bind("p1", key.p1().hex())
        .bind("generation", key.generation())
        .bind("d2", key.d2().encoded())
        .bind("resetPublic", key.resetKey().publicKey().hex())
        .bind("resetPrivate", key.resetKey().privateKey().encoded())
        .then();
  }

  /// Puts the next generation in place of `old`.
  ///
  /// @return false if the key is no longer what `old` says
  public Mono<Boolean> succeed(SplitKey old, SplitKey next) {
    return database
        .sql(SUCCEED)
        .bind("p1", next.p1().hex())
        .bind("d2", next.d2().encoded())
        .bind("resetPublic", next.resetKey().publicKey().hex())
        .bind("resetPrivate", next.resetKey().privateKey().encoded())
        .bind("key", old.keyId())
        .bind("generation", old.generation())
        .bind("released", old.resetKey().released())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /// Reads a row that has [#COLUMNS].
  public static SplitKey read(Readable row) {
    return new SplitKey(
        required(row, "k_key_id", UUID.class),
        KeyUsage.valueOf(required(row, "k_usage", String.class)),
        required(row, "k_owner", UUID.class),
        point(row, "k_public_key"),
        point(row, "k_p1"),
        required(row, "k_generation", Integer.class),
        wrapped(row, "k_d2"),
        new ResetKey(
            point(row, "k_reset_public_key"),
            wrapped(row, "k_reset_private_key"),
            required(row, "k_reset_released", Boolean.class)));
  }

  private static Point point(Readable row, String column) {
    return PointGate.decodeHex(required(row, column, String.class));
  }

  private static WrappedSecret wrapped(Readable row, String column) {
    return WrappedSecret.decode(required(row, column, byte[].class));
  }
}
