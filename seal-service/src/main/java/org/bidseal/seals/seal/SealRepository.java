package org.bidseal.seals.seal;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.seals.kind.SealType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The rows of seals.
@Repository
class SealRepository {
  private static final String OF_MEMBER =
      """
      select s.* from seal s
      join member m on m.enterprise_id = s.enterprise_id and m.person_id = :person
      """;

  private final DatabaseClient database;

  SealRepository(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> insert(SealCard card, byte[] sesSeal) {
    return database
        .sql(
            """
            insert into seal (seal_id, impression_id, enterprise_id, seal_type, name, state, ses_seal,
              made_at)
            values (:id, :impression, :enterprise, :type, :name, 'MADE', :ses, :madeAt)
            """)
        .bind("id", card.sealId())
        .bind("impression", card.impressionId())
        .bind("enterprise", card.enterpriseId())
        .bind("type", card.sealType().name())
        .bind("name", card.name())
        .bind("ses", sesSeal)
        .bind("madeAt", card.madeAt())
        .then();
  }

  Mono<Void> claimed(Seal.Claimed seal) {
    return database
        .sql(
            """
            update seal set state = 'CLAIMED', claimed_by = :by, claimed_at = :at
            where seal_id = :id
            """)
        .bind("id", seal.card().sealId())
        .bind("by", seal.claimedBy())
        .bind("at", seal.claimedAt())
        .then();
  }

  /// As far as the person is a member of its enterprise; holds the row until the transaction ends.
  Mono<Seal> findOfMemberForUpdate(UUID sealId, UUID personId) {
    return select(OF_MEMBER + " where s.seal_id = :id for update of s", sealId, personId);
  }

  /// As far as the person is a member of its enterprise.
  Mono<Seal> findOfMember(UUID sealId, UUID personId) {
    return select(OF_MEMBER + " where s.seal_id = :id", sealId, personId);
  }

  Flux<Seal> findOfEnterprise(UUID enterpriseId, UUID personId) {
    return database
        .sql(OF_MEMBER + " where s.enterprise_id = :enterprise order by s.made_at desc")
        .bind("enterprise", enterpriseId)
        .bind("person", personId)
        .map(SealRepository::seal)
        .all();
  }

  /// The DER of the electronic seal.
  Mono<byte[]> sesSeal(UUID sealId) {
    return database
        .sql("select ses_seal from seal where seal_id = :id")
        .bind("id", sealId)
        .map(row -> required(row, "ses_seal", byte[].class))
        .one();
  }

  private Mono<Seal> select(String sql, UUID sealId, UUID personId) {
    return database
        .sql(sql)
        .bind("id", sealId)
        .bind("person", personId)
        .map(SealRepository::seal)
        .one();
  }

  private static Seal seal(Readable row) {
    SealCard card =
        new SealCard(
            required(row, "seal_id", UUID.class),
            required(row, "impression_id", UUID.class),
            required(row, "enterprise_id", UUID.class),
            SealType.valueOf(required(row, "seal_type", String.class)),
            required(row, "name", String.class),
            required(row, "made_at", Instant.class));
    return switch (Seal.State.valueOf(required(row, "state", String.class))) {
      case MADE -> new Seal.Made(card);
      case CLAIMED ->
          new Seal.Claimed(
              card,
              required(row, "claimed_by", UUID.class),
              required(row, "claimed_at", Instant.class));
      case REVOKED -> new Seal.Revoked(card);
    };
  }
}
