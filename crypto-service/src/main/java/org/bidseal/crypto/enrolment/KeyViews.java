package org.bidseal.crypto.enrolment;

import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.holding.Holding;
import org.bidseal.crypto.holding.Holdings;
import org.bidseal.crypto.key.SplitKey;
import org.bidseal.crypto.key.SplitKeys;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Looks at keys, for those who own or hold them.
@Component
class KeyViews {
  private static final String OF_PERSON =
      "select "
          + SplitKeys.COLUMNS
          + """
             from split_key k
            where k.owner_person_id = :person
               or exists (select 1 from holding h
                           where h.key_id = k.key_id and h.person_id = :person)
            order by k.created_at, k.key_id
          """;

  private static final String ONE_OF_PERSON =
      "select "
          + SplitKeys.COLUMNS
          + """
             from split_key k
            where k.key_id = :key
              and (k.owner_person_id = :person
                   or exists (select 1 from holding h
                               where h.key_id = k.key_id and h.person_id = :person))
          """;

  private final DatabaseClient database;
  private final SplitKeys keys;
  private final Holdings holdings;

  KeyViews(DatabaseClient database, SplitKeys keys, Holdings holdings) {
    this.database = database;
    this.keys = keys;
    this.holdings = holdings;
  }

  /// The keys that the person owns or holds, oldest first.
  Flux<KeyView> ofPerson(UUID personId) {
    return database
        .sql(OF_PERSON)
        .bind("person", personId)
        .map(SplitKeys::read)
        .all()
        .concatMap(key -> withHoldings(key, personId));
  }

  /// One of them.
  Mono<KeyView> getForPerson(UUID keyId, UUID personId) {
    return database
        .sql(ONE_OF_PERSON)
        .bind("key", keyId)
        .bind("person", personId)
        .map(SplitKeys::read)
        .one()
        .switchIfEmpty(Mono.error(() -> notFound(keyId)))
        .flatMap(key -> withHoldings(key, personId));
  }

  /// Any key, whole, for another service.
  Mono<KeyView> get(UUID keyId) {
    return keys.find(keyId)
        .switchIfEmpty(Mono.error(() -> notFound(keyId)))
        .flatMap(key -> withHoldings(key, key.ownerPersonId()));
  }

  private Mono<KeyView> withHoldings(SplitKey key, UUID viewer) {
    return holdings
        .ofKey(key.keyId())
        .filter(holding -> maySee(key, holding, viewer))
        .collectList()
        .map((List<Holding> seen) -> KeyView.of(key, seen));
  }

  private static boolean maySee(SplitKey key, Holding holding, UUID viewer) {
    return key.ownerPersonId().equals(viewer) || holding.personId().equals(viewer);
  }

  private static ProblemException notFound(UUID keyId) {
    return new ProblemException(CryptoProblem.KEY_NOT_FOUND, "No key " + keyId + " to be seen.");
  }
}
