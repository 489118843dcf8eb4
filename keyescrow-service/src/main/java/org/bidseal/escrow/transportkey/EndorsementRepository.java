package org.bidseal.escrow.transportkey;

import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/// The rows of transport keys and endorsements.
@Repository
class EndorsementRepository {
  private final DatabaseClient database;

  EndorsementRepository(DatabaseClient database) {
    this.database = database;
  }

  /// Makes it the device's transport key, in place of any other.
  Mono<Void> register(TransportKey key, Instant now) {
    return database
        .sql(
            """
            insert into transport_key (device_id, person_id, public_key, registered_at)
            values (:device, :person, :publicKey, :now)
            on conflict (device_id) do update
              set person_id = excluded.person_id, public_key = excluded.public_key,
                  registered_at = excluded.registered_at
              where (transport_key.person_id, transport_key.public_key)
                is distinct from (excluded.person_id, excluded.public_key)
            """)
        .bind("device", key.deviceId())
        .bind("person", key.personId())
        .bind("publicKey", key.publicKey().hex())
        .bind("now", now)
        .then();
  }

  /// The endorsement of this key by this certificate: the one that is there, or the new one.
  Mono<Endorsement> ask(Endorsement.Asked asked, Instant now) {
    TransportKey key = asked.key();
    return database
        .sql(
            """
            insert into endorsement
              (endorsement_id, device_id, person_id, public_key, certificate_id, asked_at)
            values (:id, :device, :person, :publicKey, :certificate, :now)
            on conflict (device_id, person_id, public_key, certificate_id)
              do update set asked_at = excluded.asked_at
            returning *
            """)
        .bind("id", asked.endorsementId())
        .bind("device", key.deviceId())
        .bind("person", key.personId())
        .bind("publicKey", key.publicKey().hex())
        .bind("certificate", asked.certificateId())
        .bind("now", now)
        .map(EndorsementRepository::endorsement)
        .one();
  }

  /// The endorsement that was asked for last, of the key that the person's device has now.
  Mono<Endorsement> findLastAsked(UUID deviceId, UUID personId) {
    return database
        .sql(
            """
            select e.* from endorsement e
            join transport_key t using (device_id, person_id, public_key)
            where device_id = :device and person_id = :person
            order by e.asked_at desc limit 1
            """)
        .bind("device", deviceId)
        .bind("person", personId)
        .map(EndorsementRepository::endorsement)
        .one();
  }

  Mono<Void> endorse(Endorsement.Endorsed endorsed, Instant now) {
    return database
        .sql(
            """
            update endorsement set signature = :signature, endorsed_at = :now
            where endorsement_id = :id
            """)
        .bind("id", endorsed.endorsementId())
        .bind("signature", endorsed.signature().raw())
        .bind("now", now)
        .then();
  }

  private static Endorsement endorsement(Readable row) {
    Endorsement.Asked asked =
        new Endorsement.Asked(
            uuid(row, "endorsement_id"),
            new TransportKey(
                uuid(row, "device_id"),
                uuid(row, "person_id"),
                PointGate.decodeHex(text(row, "public_key"))),
            uuid(row, "certificate_id"));
    byte[] signature = row.get("signature", byte[].class);
    return signature == null ? asked : asked.endorse(Sm2Signature.ofRaw(signature));
  }
}
