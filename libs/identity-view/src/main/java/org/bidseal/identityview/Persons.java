package org.bidseal.identityview;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.bidseal.smcrypto.PointGate;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// Persons and their devices.
public final class Persons {

  private final DatabaseClient database;

  Persons(DatabaseClient database) {
    this.database = database;
  }

  /// The person; empty if no such account is known (yet).
  public Mono<PersonView> find(UUID personId) {
    return database
        .sql("select * from person where person_id = :person")
        .bind("person", personId)
        .map(row ->
            new PersonView(
                Columns.uuid(row, "person_id"),
                row.get("name", String.class),
                row.get("verified_at", Instant.class)))
        .one();
  }

  /// Whether the device was registered by the person.
  public Mono<Boolean> ownsDevice(UUID personId, UUID deviceId) {
    return database
        .sql("select 1 from person_device where device_id = :device and person_id = :person")
        .bind("device", deviceId)
        .bind("person", personId)
        .fetch()
        .first()
        .hasElement();
  }

  /// Whether the device was registered by somebody else. Not the contrary of [#ownsDevice(UUID,
  /// UUID)]: a device that has just been registered may not be known yet.
  public Mono<Boolean> isDeviceOfAnother(UUID personId, UUID deviceId) {
    return database
        .sql("select 1 from person_device where device_id = :device and person_id <> :person")
        .bind("device", deviceId)
        .bind("person", personId)
        .fetch()
        .first()
        .hasElement();
  }

  /// A device of the person; empty if it is not known (yet), or not the person's.
  public Mono<DeviceView> findDevice(UUID personId, UUID deviceId) {
    return database
        .sql("select * from person_device where device_id = :device and person_id = :person")
        .bind("device", deviceId)
        .bind("person", personId)
        .map((Readable row) -> device(row))
        .one();
  }

  private static DeviceView device(Readable row) {
    String key = row.get("public_key", String.class);
    return new DeviceView(
        Columns.uuid(row, "device_id"),
        Columns.uuid(row, "person_id"),
        key == null ? null : PointGate.decodeHex(key));
  }
}
