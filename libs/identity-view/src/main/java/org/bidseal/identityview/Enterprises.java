package org.bidseal.identityview;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// Certified enterprises.
public final class Enterprises {

  private final DatabaseClient database;

  Enterprises(DatabaseClient database) {
    this.database = database;
  }

  /// The enterprise; empty if it is not known (yet).
  public Mono<EnterpriseView> find(UUID enterpriseId) {
    return database
        .sql("select * from enterprise where enterprise_id = :enterprise")
        .bind("enterprise", enterpriseId)
        .map(Enterprises::enterprise)
        .one();
  }

  /// The enterprise of a unified social credit code; empty if it is not known (yet).
  public Mono<EnterpriseView> findByUscc(String uscc) {
    return database
        .sql("select * from enterprise where uscc = :uscc")
        .bind("uscc", uscc)
        .map(Enterprises::enterprise)
        .one();
  }

  private static EnterpriseView enterprise(Readable row) {
    return new EnterpriseView(
        Columns.uuid(row, "enterprise_id"),
        Columns.text(row, "name"),
        Columns.text(row, "uscc"),
        Columns.text(row, "region"));
  }
}
