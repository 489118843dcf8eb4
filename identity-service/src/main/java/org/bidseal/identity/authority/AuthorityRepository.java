package org.bidseal.identity.authority;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.bidseal.database.Columns;
import org.bidseal.identity.authority.Authority.Role;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Component
final class AuthorityRepository {

  /// A signed list as it stands in the database.
  @SuppressWarnings("ArrayRecordComponent") // A row, never compared.
  record StoredList(
      long number, byte[] der, Instant thisUpdate, Instant nextUpdate, long entries) {}

  /// A revoked certificate as the list names it.
  record Revoked(String serialNumber, Instant revokedAt, int reasonCode) {}

  private final DatabaseClient database;

  AuthorityRepository(DatabaseClient database) {
    this.database = database;
  }

  /// Waits until no other replica is at the same; held until the transaction ends.
  Mono<Void> lock(String what) {
    return database
        .sql("select pg_advisory_xact_lock(hashtextextended(:what, 0))::text")
        .bind("what", "authority:" + what)
        .then();
  }

  Flux<Authority> all() {
    return database
        .sql("select * from authority order by role desc")
        .map(AuthorityRepository::authority)
        .all();
  }

  Mono<Authority> find(Role role) {
    return database
        .sql("select * from authority where role = :role")
        .bind("role", role.name())
        .map(AuthorityRepository::authority)
        .one();
  }

  Mono<Void> insert(Authority authority, Instant at) {
    return database
        .sql(
            """
            insert into authority (role, certificate, wrapped_key, created_at)
            values (:role, :certificate, :key, :at)
            """)
        .bind("role", authority.role().name())
        .bind("certificate", Sm2Certificates.encoded(authority.certificate()))
        .bind("key", authority.wrappedKey().encoded())
        .bind("at", at)
        .then();
  }

  Mono<Void> insert(IssuedCertificate issued) {
    return database
        .sql(
            """
            insert into issued_certificate (serial_number, profile, certificate, not_before,
              not_after)
            values (:serial, :profile, :certificate, :from, :to)
            """)
        .bind("serial", issued.serialNumber())
        .bind("profile", issued.profile().name())
        .bind("certificate", Sm2Certificates.encoded(issued.certificate()))
        .bind("from", issued.notBefore())
        .bind("to", issued.notAfter())
        .then();
  }

  Mono<Void> revoke(String serialNumber, int reasonCode, Instant at) {
    return database
        .sql(
            """
            update issued_certificate set revoked_at = :at, reason_code = :reason
            where serial_number = :serial and revoked_at is null
            """)
        .bind("at", at)
        .bind("reason", reasonCode)
        .bind("serial", serialNumber)
        .then();
  }

  Mono<Long> countRevoked() {
    return database
        .sql("select count(*) as n from issued_certificate where revoked_at is not null")
        .map(row -> Columns.count(row, "n"))
        .one();
  }

  Flux<Revoked> revoked() {
    return database
        .sql(
            """
            select serial_number, revoked_at, reason_code from issued_certificate
            where revoked_at is not null order by revoked_at, serial_number
            """)
        .map(row ->
            new Revoked(
                Columns.text(row, "serial_number"),
                Columns.instant(row, "revoked_at"),
                Columns.number(row, "reason_code")))
        .all();
  }

  Mono<StoredList> latestList() {
    return database
        .sql("select * from revocation_list order by crl_number desc limit 1")
        .map(row ->
            new StoredList(
                Columns.count(row, "crl_number"),
                Columns.bytes(row, "der"),
                Columns.instant(row, "this_update"),
                Columns.instant(row, "next_update"),
                Columns.count(row, "entries")))
        .one();
  }

  Mono<Void> insert(StoredList list) {
    return database
        .sql(
            """
            insert into revocation_list (crl_number, der, this_update, next_update, entries)
            values (:number, :der, :from, :to, :entries)
            """)
        .bind("number", list.number())
        .bind("der", list.der())
        .bind("from", list.thisUpdate())
        .bind("to", list.nextUpdate())
        .bind("entries", list.entries())
        .then();
  }

  private static Authority authority(Readable row) {
    return new Authority(
        Role.valueOf(Columns.text(row, "role")),
        Sm2Certificates.parse(Columns.bytes(row, "certificate")),
        WrappedSecret.decode(Columns.bytes(row, "wrapped_key")));
  }
}
