package org.bidseal.escrow.candidate;

import static org.bidseal.database.Columns.nullable;
import static org.bidseal.database.Columns.required;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.bidseal.escrow.transportkey.TransportKey;
import org.bidseal.escrow.wire.SignatureText;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/// Who may hold a backup, in one statement: a key of this owner; an endorsed transport key of
/// another device, by a certificate in force; either the owner's own, or a colleague's, both being
/// members of the enterprise that the key's and the endorsing certificate name.
@Repository
class CandidateRepository {
  private static final String CANDIDATES =
      """
      select distinct on (t.device_id)
        t.device_id, t.person_id, t.public_key, d.name as device_name, p.name as person_name,
        e.signature, c.certificate
      from split_key k
      join transport_key t on t.device_id <> k.device_id
      join person_device d on d.device_id = t.device_id and d.person_id = t.person_id
      join endorsement e on e.device_id = t.device_id and e.person_id = t.person_id
        and e.public_key = t.public_key and e.signature is not null
      join certificate c on c.certificate_id = e.certificate_id and c.state = 'IN_FORCE'
        and :now between c.not_before and c.not_after
      left join person p on p.person_id = t.person_id
      left join lateral (
        select enterprise_id from certificate
        where key_id = k.key_id and state <> 'REVOKED'
        order by not_before desc limit 1) kc on true
      where k.key_id = :key and k.owner_person_id = :owner
        and (cast(:device as uuid) is null or t.device_id = :device)
        and (t.person_id = k.owner_person_id
          or (c.enterprise_id = kc.enterprise_id
            and exists (select 1 from member m
              where m.person_id = k.owner_person_id and m.enterprise_id = kc.enterprise_id)
            and exists (select 1 from member m
              where m.person_id = t.person_id and m.enterprise_id = kc.enterprise_id)))
      order by t.device_id, (c.enterprise_id is not distinct from kc.enterprise_id) desc,
        e.endorsed_at desc
      """;

  private final DatabaseClient database;

  CandidateRepository(DatabaseClient database) {
    this.database = database;
  }

  /// @param deviceId only this device; null for all
  Flux<Candidate> find(UUID keyId, UUID ownerPersonId, @Nullable UUID deviceId, Instant now) {
    return nullable(
            database
                .sql(CANDIDATES)
                .bind("key", keyId)
                .bind("owner", ownerPersonId)
                .bind("now", now),
            "device",
            deviceId,
            UUID.class)
        .map(CandidateRepository::candidate)
        .all();
  }

  private static Candidate candidate(Readable row) {
    TransportKey key =
        new TransportKey(
            uuid(row, "device_id"),
            uuid(row, "person_id"),
            PointGate.decodeHex(text(row, "public_key")));
    Sm2Signature signature = Sm2Signature.ofRaw(required(row, "signature", byte[].class));
    return new Candidate(
        key.personId(),
        row.get("person_name", String.class),
        key.deviceId(),
        text(row, "device_name"),
        key.publicKey().hex(),
        new Candidate.Endorsed(
            Base64.getEncoder().encodeToString(key.statement()),
            SignatureText.of(signature),
            text(row, "certificate")));
  }
}
