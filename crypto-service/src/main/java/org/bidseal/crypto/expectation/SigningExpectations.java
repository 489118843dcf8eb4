package org.bidseal.crypto.expectation;

import io.r2dbc.spi.Readable;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.guard.request.Aside;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The digests that co-signing was told to expect. A co-signature of any other `e` is refused: the
/// phone shows what the session says, and the server signs nothing else.
@Component
public class SigningExpectations {
  private static final String REGISTER =
      """
      insert into signing_expectation as known
          (session_id, e, person_id, key_id, purpose, expires_at)
      select :session, :e, owner_person_id, key_id, :purpose, :expires
        from split_key
       where key_id = :key and owner_person_id = :person and usage = 'SIGNING'
      on conflict (session_id, e) do update set expires_at = excluded.expires_at
       where known.key_id = excluded.key_id and known.purpose = excluded.purpose
      """;

  private static final String EXPECTED =
      """
       left join signing_expectation x
         on x.session_id = :session and x.e = :e and x.key_id = :key and x.person_id = :person
        and x.expires_at > clock_timestamp()
      """;

  private final DatabaseClient database;

  SigningExpectations(DatabaseClient database) {
    this.database = database;
  }

  /// Lets the digest be co-signed until it expires. Joins the caller's transaction if there is one.
  /// Registering the same (session, digest) again only moves its end.
  ///
  /// @throws ProblemException (as the Mono's error) [CryptoProblem#SIGNING_KEY_NOT_FOUND] unless
  ///   the key is a SIGNING key of that person; the same for a digest registered for another key
  public Mono<Void> register(ExpectedDigest digest) {
    return database
        .sql(REGISTER)
        .bind("session", digest.sessionId())
        .bind("e", digest.e().hex())
        .bind("person", digest.personId())
        .bind("key", digest.keyId())
        .bind("purpose", digest.purpose().name())
        .bind("expires", digest.expiresAt())
        .fetch()
        .rowsUpdated()
        .filter(rows -> rows == 1)
        .switchIfEmpty(Mono.error(() -> noSuchKey(digest.keyId())))
        .then();
  }

  /// Reads what a digest was registered for along with the request's key, for [#purpose].
  public static Aside of(UUID sessionId, Sm3Hash e) {
    return new Aside(
        ", x.purpose as purpose", EXPECTED, Map.of("session", sessionId, "e", e.hex()));
  }

  /// What the digest was registered for, in its session and for this key and person; empty if it
  /// was not, or has expired.
  ///
  /// @param row has the columns of [#of]
  public static Optional<Purpose> purpose(Readable row) {
    return Optional.ofNullable(row.get("purpose", String.class)).map(Purpose::valueOf);
  }

  private static ProblemException noSuchKey(UUID keyId) {
    return new ProblemException(
        CryptoProblem.SIGNING_KEY_NOT_FOUND, "No signing key " + keyId + " of that person.");
  }
}
