package org.bidseal.identity.platform;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.bidseal.identity.platform.PlatformEvents.PlatformBound;
import org.bidseal.identity.platform.TradingPlatform.BackupPolicy;
import org.bidseal.identity.platform.TradingPlatform.SealClaimPolicy;
import org.bidseal.identity.platform.TradingPlatform.Settings;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Component
final class PlatformRepository {

  private final DatabaseClient database;

  PlatformRepository(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> insert(TradingPlatform platform) {
    Settings settings = platform.settings();
    return database
        .sql(
            """
            insert into platform (platform_id, name, region, client_id, server_side_sealing,
              backup_policy, seal_claim_policy, registered_at)
            values (:id, :name, :region, :client, :sealing, :backup, :claim, :at)
            """)
        .bind("id", platform.platformId())
        .bind("name", platform.name())
        .bind("region", platform.region())
        .bind("client", platform.clientId())
        .bind("sealing", settings.serverSideSealing())
        .bind("backup", settings.backupPolicy().name())
        .bind("claim", settings.sealClaimPolicy().name())
        .bind("at", platform.registeredAt())
        .then();
  }

  Mono<TradingPlatform> find(UUID platformId) {
    return database
        .sql("select * from platform where platform_id = :id")
        .bind("id", platformId)
        .map(PlatformRepository::platform)
        .one();
  }

  Flux<TradingPlatform> all() {
    return database
        .sql("select * from platform order by region, name, platform_id")
        .map(PlatformRepository::platform)
        .all();
  }

  /// Whether the binding is new, or names another certificate than before.
  Mono<Boolean> bind(PlatformBound binding, Instant at) {
    return database
        .sql(
            """
            insert into platform_binding (platform_id, enterprise_id, person_id, certificate_id,
              bound_at)
            values (:platform, :enterprise, :person, :certificate, :at)
            on conflict (platform_id, enterprise_id, person_id) do update
              set certificate_id = excluded.certificate_id, bound_at = excluded.bound_at
              where platform_binding.certificate_id <> excluded.certificate_id
            """)
        .bind("platform", binding.platformId())
        .bind("enterprise", binding.enterpriseId())
        .bind("person", binding.personId())
        .bind("certificate", binding.certificateId())
        .bind("at", at)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  Flux<Binding> bindings(UUID platformId) {
    return database
        .sql(
            """
            select b.*, e.name, e.uscc, p.name as person_name from platform_binding b
              join enterprise e using (enterprise_id) join person p using (person_id)
            where b.platform_id = :platform order by b.bound_at
            """)
        .bind("platform", platformId)
        .map(row ->
            new Binding(
                Columns.uuid(row, "platform_id"),
                Columns.uuid(row, "enterprise_id"),
                Columns.uuid(row, "person_id"),
                Columns.uuid(row, "certificate_id"),
                Columns.text(row, "name"),
                Columns.text(row, "uscc"),
                Columns.text(row, "person_name"),
                Columns.instant(row, "bound_at")))
        .all();
  }

  private static TradingPlatform platform(Readable row) {
    return new TradingPlatform(
        Columns.uuid(row, "platform_id"),
        Columns.text(row, "name"),
        Columns.text(row, "region"),
        Columns.text(row, "client_id"),
        new Settings(
            Columns.flag(row, "server_side_sealing"),
            BackupPolicy.valueOf(Columns.text(row, "backup_policy")),
            SealClaimPolicy.valueOf(Columns.text(row, "seal_claim_policy"))),
        Columns.instant(row, "registered_at"));
  }
}
