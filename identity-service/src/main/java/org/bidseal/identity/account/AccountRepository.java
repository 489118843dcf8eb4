package org.bidseal.identity.account;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.bidseal.identity.sms.Mobile;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Component
final class AccountRepository {

  private final DatabaseClient database;

  AccountRepository(DatabaseClient database) {
    this.database = database;
  }

  Mono<Account> find(UUID personId) {
    return database
        .sql("select * from account where person_id = :person")
        .bind("person", personId)
        .map(AccountRepository::account)
        .one();
  }

  Mono<Account> findByMobile(Mobile mobile) {
    return database
        .sql("select * from account where mobile = :mobile")
        .bind("mobile", mobile.number())
        .map(AccountRepository::account)
        .one();
  }

  /// Whether the account is new.
  Mono<Boolean> insert(Account account) {
    return database
        .sql(
            """
            insert into account (person_id, mobile, registered_at) values (:person, :mobile, :at)
            on conflict (person_id) do nothing
            """)
        .bind("person", account.personId())
        .bind("mobile", account.mobile().number())
        .bind("at", account.registeredAt())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /// What a login has made of its device.
  ///
  /// @param isNews the device is new, or has its key since this login
  record DeviceLogin(boolean isNews, @Nullable String publicKey) {}

  /// Registers the device or its login, and its key if it had none; empty if it belongs to another
  /// person, is lost or removed, or has another key.
  Mono<DeviceLogin> login(
      UUID personId, UUID deviceId, String name, Optional<DeviceKey> key, Instant at) {
    var upsert =
        database
            .sql(
                """
                insert into device (device_id, person_id, name, registered_at, last_login_at,
                                    public_key, key_proof, key_registered_at)
                values (:device, :person, :name, :at, :at, :key, :proof, :keyAt)
                on conflict (device_id) do update
                  set name = excluded.name, last_login_at = excluded.last_login_at,
                      public_key = coalesce(device.public_key, excluded.public_key),
                      key_proof = coalesce(device.key_proof, excluded.key_proof),
                      key_registered_at =
                          coalesce(device.key_registered_at, excluded.key_registered_at)
                  where device.person_id = excluded.person_id and device.state = 'ACTIVE'
                    and (device.public_key = excluded.public_key
                         or device.public_key is null or excluded.public_key is null)
                returning public_key,
                          registered_at = last_login_at
                            or coalesce(key_registered_at = last_login_at, false) as news
                """)
            .bind("device", deviceId)
            .bind("person", personId)
            .bind("name", name)
            .bind("at", at);
    upsert =
        Columns.nullable(
            upsert, "key", key.map(k -> k.publicKey().hex()).orElse(null), String.class);
    upsert =
        Columns.nullable(upsert, "proof", key.map(DeviceKey::proofHex).orElse(null), String.class);
    return Columns.nullable(upsert, "keyAt", key.map(_ -> at).orElse(null), Instant.class)
        .map(row -> new DeviceLogin(Columns.flag(row, "news"), row.get("public_key", String.class)))
        .one();
  }

  Flux<Device> devices(UUID personId) {
    return database
        .sql(
            "select * from device where person_id = :person and state <> 'REMOVED'"
                + " order by last_login_at desc")
        .bind("person", personId)
        .map(AccountRepository::device)
        .all();
  }

  Mono<Boolean> ownsDevice(UUID personId, UUID deviceId) {
    return database
        .sql("select 1 from device where device_id = :device and person_id = :person")
        .bind("device", deviceId)
        .bind("person", personId)
        .fetch()
        .first()
        .hasElement();
  }

  /// Whether the device may log in, as far as its state says.
  Mono<Boolean> isActive(UUID deviceId) {
    return database
        .sql("select 1 from device where device_id = :device and state = 'ACTIVE'")
        .bind("device", deviceId)
        .fetch()
        .first()
        .hasElement();
  }

  private static Account account(Readable row) {
    return new Account(
        Columns.uuid(row, "person_id"),
        new Mobile(Columns.text(row, "mobile")),
        Columns.instant(row, "registered_at"));
  }

  private static Device device(Readable row) {
    return new Device(
        Columns.uuid(row, "device_id"),
        Columns.text(row, "name"),
        Columns.instant(row, "registered_at"),
        Columns.instant(row, "last_login_at"));
  }
}
