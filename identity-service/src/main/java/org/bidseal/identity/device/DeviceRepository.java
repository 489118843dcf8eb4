package org.bidseal.identity.device;

import static org.bidseal.database.Columns.flag;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The rows of devices, each reached by its person only.
@Repository
class DeviceRepository {
  private static final String SELECT =
      "select *, public_key is not null as has_key from device where person_id = :person";

  private static final String FIND =
      """
      update device set state = 'ACTIVE', state_since = clock_timestamp()
      where device_id = :device and person_id = :person and state = 'LOST'
        and exists (select 1 from person p
          where p.person_id = :person and p.verified_at > device.state_since)
      returning *
      """;

  private final DatabaseClient database;

  DeviceRepository(DatabaseClient database) {
    this.database = database;
  }

  /// A device and what its event says.
  record Changed(UUID deviceId, String name, @Nullable String publicKey, Instant since) {}

  /// The last used one first.
  Flux<DeviceView> ofPerson(UUID personId) {
    return database
        .sql(SELECT + " order by last_login_at desc, device_id")
        .bind("person", personId)
        .map(DeviceRepository::view)
        .all();
  }

  Mono<DeviceView> find(UUID personId, UUID deviceId) {
    return one(SELECT + " and device_id = :device", personId, deviceId);
  }

  /// The same, its row locked until the transaction ends.
  Mono<DeviceView> findForUpdate(UUID personId, UUID deviceId) {
    return one(SELECT + " and device_id = :device for update", personId, deviceId);
  }

  /// Puts the device into a state in which it logs in no more.
  Mono<Changed> leave(UUID personId, UUID deviceId, DeviceState state) {
    return database
        .sql(
            """
            update device set state = :state, state_since = clock_timestamp()
            where device_id = :device and person_id = :person
            returning *
            """)
        .bind("state", state.name())
        .bind("device", deviceId)
        .bind("person", personId)
        .map(DeviceRepository::changed)
        .one();
  }

  /// Takes a lost device back; empty unless its person was verified since it was lost.
  Mono<Changed> takeBack(UUID personId, UUID deviceId) {
    return database
        .sql(FIND)
        .bind("device", deviceId)
        .bind("person", personId)
        .map(DeviceRepository::changed)
        .one();
  }

  Mono<Void> endSessions(UUID deviceId) {
    return database
        .sql(
            "update refresh_token set revoked_at = clock_timestamp()"
                + " where device_id = :device and revoked_at is null")
        .bind("device", deviceId)
        .then();
  }

  private Mono<DeviceView> one(String sql, UUID personId, UUID deviceId) {
    return database
        .sql(sql)
        .bind("person", personId)
        .bind("device", deviceId)
        .map(DeviceRepository::view)
        .one();
  }

  private static DeviceView view(Readable row) {
    return new DeviceView(
        uuid(row, "device_id"),
        text(row, "name"),
        DeviceState.valueOf(text(row, "state")),
        row.get("state_since", Instant.class),
        flag(row, "has_key"),
        instant(row, "registered_at"),
        instant(row, "last_login_at"));
  }

  private static Changed changed(Readable row) {
    return new Changed(
        uuid(row, "device_id"),
        text(row, "name"),
        row.get("public_key", String.class),
        instant(row, "state_since"));
  }
}
