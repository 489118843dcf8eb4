package org.bidseal.identity.account;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.bidseal.identity.sms.Mobile;
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

  /// Whether the device is new; empty if it belongs to another person.
  Mono<Boolean> login(UUID personId, UUID deviceId, String name, Instant at) {
    return database
        .sql(
            """
            insert into device (device_id, person_id, name, registered_at, last_login_at)
            values (:device, :person, :name, :at, :at)
            on conflict (device_id) do update
              set name = excluded.name, last_login_at = excluded.last_login_at
              where device.person_id = excluded.person_id
            returning registered_at = last_login_at as fresh
            """)
        .bind("device", deviceId)
        .bind("person", personId)
        .bind("name", name)
        .bind("at", at)
        .map(row -> Columns.flag(row, "fresh"))
        .one();
  }

  Flux<Device> devices(UUID personId) {
    return database
        .sql("select * from device where person_id = :person order by last_login_at desc")
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
