package org.bidseal.identity.person;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

@Component
final class PersonRepository {

  private final DatabaseClient database;
  private final PersonalData personalData;

  PersonRepository(DatabaseClient database, PersonalData personalData) {
    this.database = database;
    this.personalData = personalData;
  }

  @SuppressWarnings("ArrayRecordComponent") // A row, never compared.
  private record PersonRow(UUID personId, String name, byte[] idNumber, Instant verifiedAt) {}

  @SuppressWarnings("ArrayRecordComponent") // A row, never compared.
  private record VerificationRow(
      UUID verificationId,
      UUID personId,
      RealNameProvider.Method method,
      String name,
      byte[] idNumber,
      Verification.State state,
      @Nullable String reference,
      @Nullable String failure,
      Instant createdAt) {}

  Mono<VerifiedPerson> find(UUID personId) {
    return database
        .sql("select * from person where person_id = :person")
        .bind("person", personId)
        .map(PersonRepository::personRow)
        .one()
        .flatMap(row ->
            personalData
                .open(row.idNumber(), row.personId())
                .map(n -> new VerifiedPerson(row.personId(), row.name(), n, row.verifiedAt())));
  }

  /// Writes the person's first verification, or the time of a later one.
  Mono<Void> verified(Verification passed, Instant at) {
    return personalData
        .seal(passed.idNumber(), passed.personId())
        .flatMap(wrapped ->
            database
                .sql(
                    """
                    insert into person (person_id, name, id_number_wrapped, verified_at, method)
                    values (:person, :name, :number, :at, :method)
                    on conflict (person_id) do update
                      set verified_at = excluded.verified_at, method = excluded.method
                    """)
                .bind("person", passed.personId())
                .bind("name", passed.name())
                .bind("number", wrapped)
                .bind("at", at)
                .bind("method", passed.method().name())
                .then());
  }

  Mono<Void> insert(Verification attempt, @Nullable Instant decidedAt) {
    return personalData
        .seal(attempt.idNumber(), attempt.personId())
        .flatMap(wrapped ->
            outcome(
                    database
                        .sql(
                            """
                            insert into real_name_verification (verification_id, person_id,
                              method, name, id_number_wrapped, state, reference, failure,
                              created_at, decided_at)
                            values (:id, :person, :method, :name, :number, :state, :reference,
                              :failure, :created, :decided)
                            """)
                        .bind("person", attempt.personId())
                        .bind("method", attempt.method().name())
                        .bind("name", attempt.name())
                        .bind("number", wrapped)
                        .bind("created", attempt.createdAt()),
                    attempt,
                    decidedAt)
                .then());
  }

  Mono<Void> update(Verification attempt, @Nullable Instant decidedAt) {
    return outcome(
            database.sql(
                """
                update real_name_verification
                set state = :state, reference = :reference, failure = :failure,
                  decided_at = :decided
                where verification_id = :id
                """),
            attempt,
            decidedAt)
        .then();
  }

  private static DatabaseClient.GenericExecuteSpec outcome(
      DatabaseClient.GenericExecuteSpec spec, Verification attempt, @Nullable Instant decidedAt) {
    var bound = spec.bind("id", attempt.verificationId()).bind("state", attempt.state().name());
    bound =
        attempt.reference() == null
            ? bound.bindNull("reference", String.class)
            : bound.bind("reference", attempt.reference());
    bound =
        attempt.failure() == null
            ? bound.bindNull("failure", String.class)
            : bound.bind("failure", attempt.failure());
    return decidedAt == null
        ? bound.bindNull("decided", Instant.class)
        : bound.bind("decided", decidedAt);
  }

  /// The person's own attempt, locked until the transaction ends.
  Mono<Verification> lock(UUID verificationId, UUID personId) {
    return database
        .sql(
            "select * from real_name_verification"
                + " where verification_id = :id and person_id = :person for update")
        .bind("id", verificationId)
        .bind("person", personId)
        .map(PersonRepository::verificationRow)
        .one()
        .flatMap(row ->
            personalData
                .open(row.idNumber(), row.personId())
                .map(number ->
                    new Verification(
                        row.verificationId(),
                        row.personId(),
                        row.method(),
                        row.name(),
                        number,
                        row.state(),
                        row.reference(),
                        row.failure(),
                        row.createdAt())));
  }

  private static PersonRow personRow(Readable row) {
    return new PersonRow(
        Columns.uuid(row, "person_id"),
        Columns.text(row, "name"),
        Columns.bytes(row, "id_number_wrapped"),
        Columns.instant(row, "verified_at"));
  }

  private static VerificationRow verificationRow(Readable row) {
    return new VerificationRow(
        Columns.uuid(row, "verification_id"),
        Columns.uuid(row, "person_id"),
        RealNameProvider.Method.valueOf(Columns.text(row, "method")),
        Columns.text(row, "name"),
        Columns.bytes(row, "id_number_wrapped"),
        Verification.State.valueOf(Columns.text(row, "state")),
        row.get("reference", String.class),
        row.get("failure", String.class),
        Columns.instant(row, "created_at"));
  }
}
