package org.bidseal.identityview;

import java.util.UUID;
import org.bidseal.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// Trading platforms and the enterprises bound to them.
public final class Platforms {

  private final DatabaseClient database;

  Platforms(DatabaseClient database) {
    this.database = database;
  }

  /// The platform; empty if it is not known (yet).
  public Mono<PlatformView> find(UUID platformId) {
    return database
        .sql("select * from platform where platform_id = :platform")
        .bind("platform", platformId)
        .map(row ->
            new PlatformView(
                Columns.uuid(row, "platform_id"),
                Columns.text(row, "name"),
                Columns.text(row, "region"),
                Columns.flag(row, "server_side_sealing"),
                PlatformView.BackupPolicy.valueOf(Columns.text(row, "backup_policy")),
                PlatformView.SealClaimPolicy.valueOf(Columns.text(row, "seal_claim_policy"))))
        .one();
  }

  /// Whether some member has bound the enterprise to the platform.
  public Mono<Boolean> isBound(UUID platformId, UUID enterpriseId) {
    return database
        .sql(
            "select 1 from platform_binding"
                + " where platform_id = :platform and enterprise_id = :enterprise limit 1")
        .bind("platform", platformId)
        .bind("enterprise", enterpriseId)
        .fetch()
        .first()
        .hasElement();
  }
}
