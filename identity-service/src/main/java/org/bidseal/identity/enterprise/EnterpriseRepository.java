package org.bidseal.identity.enterprise;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.bidseal.identity.enterprise.EnterpriseClaim.LegalRepresentative;
import org.bidseal.identity.person.PersonalData;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

@Component
final class EnterpriseRepository {

  private final DatabaseClient database;
  private final PersonalData personalData;

  EnterpriseRepository(DatabaseClient database, PersonalData personalData) {
    this.database = database;
    this.personalData = personalData;
  }

  /// Errs with a DuplicateKeyException if the code is taken.
  Mono<Void> insert(Enterprise enterprise, LegalRepresentative legal) {
    return personalData
        .seal(legal.idNumber(), enterprise.enterpriseId())
        .flatMap(wrapped ->
            database
                .sql(
                    """
                    insert into enterprise (enterprise_id, uscc, name, region, legal_name,
                      legal_id_wrapped, certified_at)
                    values (:id, :uscc, :name, :region, :legal, :number, :at)
                    """)
                .bind("id", enterprise.enterpriseId())
                .bind("uscc", enterprise.uscc().code())
                .bind("name", enterprise.name())
                .bind("region", enterprise.region())
                .bind("legal", legal.name())
                .bind("number", wrapped)
                .bind("at", enterprise.certifiedAt())
                .then());
  }

  Mono<Enterprise> find(UUID enterpriseId) {
    return database
        .sql("select * from enterprise where enterprise_id = :id")
        .bind("id", enterpriseId)
        .map(EnterpriseRepository::enterprise)
        .one();
  }

  Mono<Enterprise> findByUscc(Uscc uscc) {
    return database
        .sql("select * from enterprise where uscc = :uscc")
        .bind("uscc", uscc.code())
        .map(EnterpriseRepository::enterprise)
        .one();
  }

  private static Enterprise enterprise(Readable row) {
    return new Enterprise(
        Columns.uuid(row, "enterprise_id"),
        new Uscc(Columns.text(row, "uscc")),
        Columns.text(row, "name"),
        Columns.text(row, "region"),
        Columns.instant(row, "certified_at"));
  }
}
