package org.bidseal.escrow.splitkey;

import static org.bidseal.database.Columns.number;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The rows of known keys.
@Repository
class SplitKeyRepository {
  private final DatabaseClient database;

  SplitKeyRepository(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> insert(SplitKey key) {
    return database
        .sql(
            """
            insert into split_key
              (key_id, usage, owner_person_id, device_id, public_key, generation)
            values (:key, :usage, :owner, :device, :publicKey, :generation)
            on conflict do nothing
            """)
        .bind("key", key.keyId())
        .bind("usage", key.usage().name())
        .bind("owner", key.ownerPersonId())
        .bind("device", key.deviceId())
        .bind("publicKey", key.publicKey())
        .bind("generation", key.generation())
        .then();
  }

  Mono<Void> refresh(UUID keyId, int generation, UUID deviceId) {
    return database
        .sql(
            """
            update split_key set generation = :generation, device_id = :device
            where key_id = :key and generation < :generation
            """)
        .bind("key", keyId)
        .bind("generation", generation)
        .bind("device", deviceId)
        .then();
  }

  Mono<SplitKey> findOwned(UUID keyId, UUID ownerPersonId) {
    return owned(keyId, ownerPersonId, "");
  }

  /// Holds off a refresh of the key until the transaction ends.
  Mono<SplitKey> findOwnedForShare(UUID keyId, UUID ownerPersonId) {
    return owned(keyId, ownerPersonId, " for share");
  }

  private Mono<SplitKey> owned(UUID keyId, UUID ownerPersonId, String lock) {
    return database
        .sql("select * from split_key where key_id = :key and owner_person_id = :owner" + lock)
        .bind("key", keyId)
        .bind("owner", ownerPersonId)
        .map(SplitKeyRepository::key)
        .one();
  }

  Flux<SplitKey> ownedBy(UUID ownerPersonId) {
    return database
        .sql("select * from split_key where owner_person_id = :owner order by usage, key_id")
        .bind("owner", ownerPersonId)
        .map(SplitKeyRepository::key)
        .all();
  }

  private static SplitKey key(Readable row) {
    return new SplitKey(
        uuid(row, "key_id"),
        KeyUsage.valueOf(text(row, "usage")),
        uuid(row, "owner_person_id"),
        uuid(row, "device_id"),
        text(row, "public_key"),
        number(row, "generation"));
  }
}
