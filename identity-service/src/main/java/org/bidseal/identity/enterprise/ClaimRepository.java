package org.bidseal.identity.enterprise;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.bidseal.identity.enterprise.EnterpriseClaim.Content;
import org.bidseal.identity.enterprise.EnterpriseClaim.LegalRepresentative;
import org.bidseal.identity.person.IdNumber;
import org.bidseal.identity.person.PersonalData;
import org.bidseal.identity.picture.Picture;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Component
final class ClaimRepository {

  private final DatabaseClient database;
  private final PersonalData personalData;

  ClaimRepository(DatabaseClient database, PersonalData personalData) {
    this.database = database;
    this.personalData = personalData;
  }

  /// A row whose identification number is still wrapped.
  @SuppressWarnings("ArrayRecordComponent") // A row, never compared.
  private record Row(
      UUID claimId,
      UUID personId,
      Uscc uscc,
      String name,
      String legalName,
      byte[] legalNumber,
      String region,
      Instant submittedAt,
      String state,
      @Nullable UUID enterpriseId,
      @Nullable UUID reviewerId,
      @Nullable String reason,
      @Nullable Instant decidedAt) {

    EnterpriseClaim claim(IdNumber number) {
      var content =
          new Content(
              claimId,
              personId,
              uscc,
              name,
              new LegalRepresentative(legalName, number),
              region,
              submittedAt);
      if (state.equals("SUBMITTED")) {
        return new EnterpriseClaim.Submitted(content);
      }
      if (reviewerId == null || decidedAt == null) {
        throw new IllegalStateException("A decided claim without its decision: " + claimId);
      }
      if (state.equals("APPROVED") && enterpriseId != null) {
        return new EnterpriseClaim.Approved(content, enterpriseId, reviewerId, decidedAt);
      }
      if (state.equals("REJECTED") && reason != null) {
        return new EnterpriseClaim.Rejected(content, reason, reviewerId, decidedAt);
      }
      throw new IllegalStateException("Unknown state of a claim: " + state);
    }
  }

  /// Errs with a DuplicateKeyException if the person has an open claim of that code.
  Mono<Void> insert(EnterpriseClaim.Submitted claim, @Nullable Picture licence) {
    Content content = claim.content();
    return personalData
        .seal(content.legalRepresentative().idNumber(), content.claimId())
        .flatMap(wrapped -> insert(claim, wrapped, licence));
  }

  private Mono<Void> insert(
      EnterpriseClaim.Submitted claim, byte[] number, @Nullable Picture licence) {
    Content content = claim.content();
    var spec =
        database
            .sql(
                """
                insert into enterprise_claim (claim_id, person_id, uscc, name, region, legal_name,
                  legal_id_wrapped, licence_image, state, submitted_at)
                values (:id, :person, :uscc, :name, :region, :legal, :number, :image, :state, :at)
                """)
            .bind("id", content.claimId())
            .bind("person", content.personId())
            .bind("uscc", content.uscc().code())
            .bind("name", content.name())
            .bind("region", content.region())
            .bind("legal", content.legalRepresentative().name())
            .bind("number", number)
            .bind("state", claim.state())
            .bind("at", content.submittedAt());
    return (licence == null
            ? spec.bindNull("image", byte[].class)
            : spec.bind("image", licence.bytes()))
        .then();
  }

  /// Writes the decision; the claim's row is locked.
  Mono<Void> update(EnterpriseClaim claim) {
    return switch (claim) {
      case EnterpriseClaim.Submitted _ -> Mono.empty();
      case EnterpriseClaim.Approved approved ->
          decide(claim, approved.enterpriseId(), null, approved.reviewerId(), approved.decidedAt());
      case EnterpriseClaim.Rejected rejected ->
          decide(claim, null, rejected.reason(), rejected.reviewerId(), rejected.decidedAt());
    };
  }

  private Mono<Void> decide(
      EnterpriseClaim claim,
      @Nullable UUID enterpriseId,
      @Nullable String reason,
      UUID reviewerId,
      Instant at) {
    var spec =
        database
            .sql(
                """
                update enterprise_claim
                set state = :state, enterprise_id = :enterprise, reason = :reason,
                  reviewer_id = :reviewer, decided_at = :at
                where claim_id = :id
                """)
            .bind("id", claim.content().claimId())
            .bind("state", claim.state())
            .bind("reviewer", reviewerId)
            .bind("at", at);
    spec =
        enterpriseId == null
            ? spec.bindNull("enterprise", UUID.class)
            : spec.bind("enterprise", enterpriseId);
    spec = reason == null ? spec.bindNull("reason", String.class) : spec.bind("reason", reason);
    return spec.then();
  }

  /// The claim, locked until the transaction ends.
  Mono<EnterpriseClaim> lock(UUID claimId) {
    return database
        .sql("select * from enterprise_claim where claim_id = :id for update")
        .bind("id", claimId)
        .map(ClaimRepository::row)
        .one()
        .flatMap(this::open);
  }

  Mono<EnterpriseClaim> find(UUID claimId) {
    return database
        .sql("select * from enterprise_claim where claim_id = :id")
        .bind("id", claimId)
        .map(ClaimRepository::row)
        .one()
        .flatMap(this::open);
  }

  Mono<EnterpriseClaim> findOwn(UUID claimId, UUID personId) {
    return database
        .sql("select * from enterprise_claim where claim_id = :id and person_id = :person")
        .bind("id", claimId)
        .bind("person", personId)
        .map(ClaimRepository::row)
        .one()
        .flatMap(this::open);
  }

  /// Claims in a state, the oldest first.
  Flux<EnterpriseClaim> inState(String state, int limit) {
    return database
        .sql("select * from enterprise_claim where state = :state order by submitted_at limit :n")
        .bind("state", state)
        .bind("n", limit)
        .map(ClaimRepository::row)
        .all()
        .concatMap(this::open);
  }

  private Mono<EnterpriseClaim> open(Row row) {
    return personalData.open(row.legalNumber(), row.claimId()).map(row::claim);
  }

  private static Row row(Readable row) {
    return new Row(
        Columns.uuid(row, "claim_id"),
        Columns.uuid(row, "person_id"),
        new Uscc(Columns.text(row, "uscc")),
        Columns.text(row, "name"),
        Columns.text(row, "legal_name"),
        Columns.bytes(row, "legal_id_wrapped"),
        Columns.text(row, "region"),
        Columns.instant(row, "submitted_at"),
        Columns.text(row, "state"),
        row.get("enterprise_id", UUID.class),
        row.get("reviewer_id", UUID.class),
        row.get("reason", String.class),
        row.get("decided_at", Instant.class));
  }
}
