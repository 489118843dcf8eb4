package org.bidseal.identity.account;

import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Refresh tokens of phones: 256 random bits, kept as SM3 digests, good for one use each. A token
/// that comes a second time was copied; its whole family ends (RFC 9700 §4.14.2). Within a short
/// grace it is taken for the same phone, which has lost the answer.
@Component
final class RefreshTokens {

  private static final int BYTES = 32;
  private static final Duration LIFETIME = Duration.ofDays(30);
  private static final Duration GRACE = Duration.ofSeconds(30);

  /// What became of a presented token.
  sealed interface Use {
    /// It was good, and is used up now.
    record Granted(UUID familyId, UUID personId, UUID deviceId) implements Use {}

    /// It had been used before: the family is revoked.
    record Reused(UUID familyId) implements Use {}

    /// It is unknown, expired or revoked.
    record Refused() implements Use {}
  }

  private record Row(
      UUID familyId,
      UUID personId,
      UUID deviceId,
      Instant expiresAt,
      @Nullable Instant usedAt,
      @Nullable Instant revokedAt) {}

  private final DatabaseClient database;
  private final SecureRandom random;
  private final Ids ids;

  RefreshTokens(DatabaseClient database, SecureRandom random, Ids ids) {
    this.database = database;
    this.random = random;
    this.ids = ids;
  }

  /// The first token of a new login.
  Mono<String> issue(UUID personId, UUID deviceId, Instant now) {
    return issue(ids.next(), personId, deviceId, now);
  }

  /// The next token of a login.
  Mono<String> issue(UUID familyId, UUID personId, UUID deviceId, Instant now) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return database
        .sql(
            """
            insert into refresh_token (digest, family_id, person_id, device_id, issued_at,
              expires_at)
            values (:digest, :family, :person, :device, :now, :expires)
            """)
        .bind("digest", digest(token))
        .bind("family", familyId)
        .bind("person", personId)
        .bind("device", deviceId)
        .bind("now", now)
        .bind("expires", now.plus(LIFETIME))
        .then()
        .thenReturn(token);
  }

  /// Whose token it is, in whatever state; empty if it is unknown.
  Mono<UUID> holder(String token) {
    return database
        .sql("select person_id from refresh_token where digest = :digest")
        .bind("digest", digest(token))
        .map(row -> Columns.uuid(row, "person_id"))
        .one();
  }

  /// Uses a token up, within the caller's transaction, which must commit also when it was reused.
  Mono<Use> use(String token, Instant now) {
    return database
        .sql("select * from refresh_token where digest = :digest for update")
        .bind("digest", digest(token))
        .map(RefreshTokens::row)
        .one()
        .flatMap(row -> use(row, token, now))
        .defaultIfEmpty(new Use.Refused());
  }

  private Mono<Use> use(Row row, String token, Instant now) {
    if (row.revokedAt() != null || !row.expiresAt().isAfter(now)) {
      return Mono.just(new Use.Refused());
    }
    if (row.usedAt() != null && row.usedAt().plus(GRACE).isAfter(now)) {
      return Mono.just(new Use.Granted(row.familyId(), row.personId(), row.deviceId()));
    }
    if (row.usedAt() != null) {
      return revoke(row.familyId(), now).thenReturn(new Use.Reused(row.familyId()));
    }
    return database
        .sql("update refresh_token set used_at = :now where digest = :digest")
        .bind("now", now)
        .bind("digest", digest(token))
        .then()
        .thenReturn(new Use.Granted(row.familyId(), row.personId(), row.deviceId()));
  }

  private Mono<Void> revoke(UUID familyId, Instant now) {
    return database
        .sql(
            "update refresh_token set revoked_at = :now"
                + " where family_id = :family and revoked_at is null")
        .bind("now", now)
        .bind("family", familyId)
        .then();
  }

  private static Row row(Readable row) {
    return new Row(
        Columns.uuid(row, "family_id"),
        Columns.uuid(row, "person_id"),
        Columns.uuid(row, "device_id"),
        Columns.instant(row, "expires_at"),
        row.get("used_at", Instant.class),
        row.get("revoked_at", Instant.class));
  }

  private static byte[] digest(String token) {
    return Sm3Hash.of(token.getBytes(StandardCharsets.UTF_8)).bytes();
  }
}
