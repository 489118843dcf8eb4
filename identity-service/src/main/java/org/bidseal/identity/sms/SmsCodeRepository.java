package org.bidseal.identity.sms;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.bidseal.identity.sms.SmsCodes.Purpose;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

@Component
final class SmsCodeRepository {

  @SuppressWarnings("ArrayRecordComponent") // A row, never compared.
  record Row(
      UUID smsRequestId,
      Mobile mobile,
      Purpose purpose,
      byte[] salt,
      byte[] digest,
      int triesLeft,
      Instant createdAt,
      Instant expiresAt) {}

  @SuppressWarnings("ArrayRecordComponent") // A row, never compared.
  record Attempt(UUID smsRequestId, byte[] salt, byte[] digest, int triesLeft) {}

  private final DatabaseClient database;

  SmsCodeRepository(DatabaseClient database) {
    this.database = database;
  }

  /// Codes made for the number since then. Takes the number's lock until the transaction ends, so
  /// that the limit holds under concurrent requests.
  Mono<Long> countSince(Mobile mobile, Instant since) {
    return database
        .sql("select pg_advisory_xact_lock(hashtextextended('sms:' || :mobile, 0))::text")
        .bind("mobile", mobile.number())
        .then()
        .then(
            database
                .sql(
                    "select count(*) as n from sms_code where mobile = :mobile and created_at > :t")
                .bind("mobile", mobile.number())
                .bind("t", since)
                .map(row -> Columns.count(row, "n"))
                .one());
  }

  Mono<Void> insert(Row row) {
    return database
        .sql(
            """
            insert into sms_code (sms_request_id, mobile, purpose, salt, digest, tries_left,
              created_at, expires_at)
            values (:id, :mobile, :purpose, :salt, :digest, :tries, :created, :expires)
            """)
        .bind("id", row.smsRequestId())
        .bind("mobile", row.mobile().number())
        .bind("purpose", row.purpose().name())
        .bind("salt", row.salt())
        .bind("digest", row.digest())
        .bind("tries", row.triesLeft())
        .bind("created", row.createdAt())
        .bind("expires", row.expiresAt())
        .then();
  }

  /// Takes one try of the number's newest code; empty if there is none, or no try is left.
  Mono<Attempt> takeTry(Mobile mobile, Purpose purpose, Instant now) {
    return database
        .sql(
            """
            update sms_code set tries_left = tries_left - 1
            where tries_left > 0 and consumed_at is null and expires_at > :now
              and sms_request_id = (
                select sms_request_id from sms_code where mobile = :mobile and purpose = :purpose
                order by created_at desc limit 1)
            returning sms_request_id, salt, digest, tries_left
            """)
        .bind("now", now)
        .bind("mobile", mobile.number())
        .bind("purpose", purpose.name())
        .map(SmsCodeRepository::attempt)
        .one();
  }

  Mono<Boolean> consume(UUID smsRequestId, Instant now) {
    return database
        .sql(
            "update sms_code set consumed_at = :now"
                + " where sms_request_id = :id and consumed_at is null")
        .bind("now", now)
        .bind("id", smsRequestId)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  private static Attempt attempt(Readable row) {
    return new Attempt(
        Columns.uuid(row, "sms_request_id"),
        Columns.bytes(row, "salt"),
        Columns.bytes(row, "digest"),
        Columns.number(row, "tries_left"));
  }
}
