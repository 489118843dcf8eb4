package org.bidseal.crypto.unlocking;

import static org.bidseal.database.Columns.required;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.holding.Holding;
import org.bidseal.crypto.holding.Holdings;
import org.bidseal.crypto.key.ShareCustody;
import org.bidseal.crypto.key.SplitKey;
import org.bidseal.crypto.key.SplitKeys;
import org.bidseal.crypto.keyaudit.KeyAudit;
import org.bidseal.crypto.keyaudit.KeyOperation;
import org.bidseal.crypto.keyaudit.KeyOutcome;
import org.bidseal.crypto.keyaudit.KeyUse;
import org.bidseal.crypto.keyaudit.Occasion;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.unlocking.Verdict.Released;
import org.bidseal.database.Transactions;
import org.bidseal.identityview.PersonView;
import org.bidseal.identityview.Persons;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.Ids;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Releases the reset key of a key whose owner forgot the PIN (docs/split-key.md, "PIN").
///
/// Once, but repeatable: the key's row remembers the request's `Idempotency-Key`, and the same
/// request may see the answer again for ten minutes. The answer itself is stored nowhere.
@Component
class ResetKeyReleases {
  private static final String EARLIER =
      """
      select reset_released_at, created_at, clock_timestamp() as now,
             coalesce(reset_release_key = :request, false) as by_same_request
        from split_key where key_id = :key
      """;

  private static final String RELEASE =
      """
      update split_key
         set reset_released_at = coalesce(reset_released_at, clock_timestamp()),
             reset_release_key = :request
       where key_id = :key
      """;

  private final DatabaseClient database;
  private final SplitKeys keys;
  private final Holdings holdings;
  private final Persons persons;
  private final ShareCustody custody;
  private final CryptoScheduler crypto;
  private final Transactions transactions;
  private final Outbox outbox;
  private final KeyAudit audit;
  private final Ids ids;

  ResetKeyReleases(
      DatabaseClient database,
      SplitKeys keys,
      Holdings holdings,
      Persons persons,
      ShareCustody custody,
      CryptoScheduler crypto,
      Transactions transactions,
      Outbox outbox,
      KeyAudit audit,
      Ids ids) {
    this.database = database;
    this.keys = keys;
    this.holdings = holdings;
    this.persons = persons;
    this.custody = custody;
    this.crypto = crypto;
    this.transactions = transactions;
    this.outbox = outbox;
    this.audit = audit;
    this.ids = ids;
  }

  /// @param request the request's Idempotency-Key
  Mono<ResetKeyReleasedResponse> release(UUID personId, UUID keyId, UUID deviceId, String request) {
    return keys.findLocked(keyId)
        .filter(key -> key.ownerPersonId().equals(personId))
        .switchIfEmpty(Mono.error(() -> refused(CryptoProblem.KEY_NOT_FOUND, keyId)))
        .flatMap(key -> asked(key, deviceId))
        .flatMap(asked -> judge(asked, request))
        .flatMap(allowed -> record(allowed, request))
        .as(transactions::inTransaction)
        .flatMap(asked -> crypto.run(() -> open(asked.key())));
  }

  private Mono<Asked> asked(SplitKey key, UUID deviceId) {
    return holdings
        .find(key.keyId(), deviceId)
        .filter(holding -> holding.personId().equals(key.ownerPersonId()))
        .switchIfEmpty(Mono.error(() -> refused(CryptoProblem.HOLDING_NOT_FOUND, key.keyId())))
        .map(holding -> new Asked(key, holding));
  }

  private Mono<Asked> judge(Asked asked, String request) {
    return earlier(asked.key().keyId(), request)
        .zipWith(
            verifiedAt(asked.key().ownerPersonId()),
            (earlier, at) -> Verdict.onRelease(earlier, asked.holding(), at.orElse(null)))
        .map(verdict ->
            switch (verdict) {
              case Verdict.Allowed _ -> asked;
              case Verdict.Refused(CryptoProblem why) -> throw refused(why, asked.key().keyId());
            });
  }

  private Mono<Asked> record(Asked asked, String request) {
    UUID keyId = asked.key().keyId();
    Holding holding = asked.holding();
    Mono<Void> told =
        asked.key().resetKey().released()
            ? Mono.empty()
            : outbox.add(
                ResetKeyReleased.TYPE,
                keyId,
                new ResetKeyReleased(keyId, holding.deviceId(), holding.personId()));
    return database
        .sql(RELEASE)
        .bind("request", request)
        .bind("key", keyId)
        .then()
        .then(told)
        .then(audit.append(use(holding)))
        .thenReturn(asked);
  }

  private KeyUse use(Holding holding) {
    return new KeyUse(
        holding.keyId(),
        KeyOperation.RELEASE_RESET_KEY,
        KeyOutcome.DONE,
        holding.deviceId(),
        holding.personId(),
        Occasion.NONE,
        ids.next());
  }

  private ResetKeyReleasedResponse open(SplitKey key) {
    return new ResetKeyReleasedResponse(custody.openResetKey(key));
  }

  private Mono<Released> earlier(UUID keyId, String request) {
    return database
        .sql(EARLIER)
        .bind("request", request)
        .bind("key", keyId)
        .map(row ->
            new Released(
                row.get("reset_released_at", Instant.class),
                required(row, "by_same_request", Boolean.class),
                required(row, "created_at", Instant.class),
                required(row, "now", Instant.class)))
        .one();
  }

  private Mono<Optional<Instant>> verifiedAt(UUID personId) {
    return persons
        .find(personId)
        .mapNotNull(PersonView::verifiedAt)
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty());
  }

  private static ProblemException refused(CryptoProblem why, UUID keyId) {
    return new ProblemException(why, "Release of the reset key of key " + keyId + ".");
  }

  private record Asked(SplitKey key, Holding holding) {}
}
