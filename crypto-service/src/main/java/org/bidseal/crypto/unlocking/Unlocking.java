package org.bidseal.crypto.unlocking;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.holding.Holding;
import org.bidseal.crypto.holding.HoldingEvent;
import org.bidseal.crypto.holding.HoldingState;
import org.bidseal.crypto.holding.HoldingStateName;
import org.bidseal.crypto.holding.Holdings;
import org.bidseal.crypto.key.SplitKeys;
import org.bidseal.crypto.keyaudit.KeyAudit;
import org.bidseal.crypto.keyaudit.KeyOperation;
import org.bidseal.crypto.keyaudit.KeyOutcome;
import org.bidseal.crypto.keyaudit.KeyUse;
import org.bidseal.crypto.keyaudit.Occasion;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.identityview.PersonView;
import org.bidseal.identityview.Persons;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.proof.Token;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Unlocks a holding for its person, once he has passed real-name verification again. Joins its
/// caller's transaction.
@Component
class Unlocking {
  private final SplitKeys keys;
  private final Holdings holdings;
  private final Persons persons;
  private final Outbox outbox;
  private final KeyAudit audit;
  private final Ids ids;
  private final SecureRandom random;

  Unlocking(
      SplitKeys keys,
      Holdings holdings,
      Persons persons,
      Outbox outbox,
      KeyAudit audit,
      Ids ids,
      SecureRandom random) {
    this.keys = keys;
    this.holdings = holdings;
    this.persons = persons;
    this.outbox = outbox;
    this.audit = audit;
    this.ids = ids;
    this.random = random;
  }

  Mono<HoldingUnlockedResponse> unlock(UUID personId, UUID keyId, UUID deviceId) {
    return holdings
        .findLocked(keyId, deviceId)
        .filter(holding -> holding.personId().equals(personId))
        .switchIfEmpty(Mono.error(() -> noHolding(keyId, deviceId)))
        .flatMap(this::judge)
        .flatMap(judged -> release(judged, Token.random(random)));
  }

  private Mono<Judged> judge(Holding holding) {
    Mono<Optional<Instant>> verifiedAt =
        persons
            .find(holding.personId())
            .mapNotNull(PersonView::verifiedAt)
            .map(Optional::of)
            .defaultIfEmpty(Optional.empty());
    return keys.find(holding.keyId())
        .zipWith(verifiedAt, (key, at) -> Verdict.onUnlocking(key, holding, at.orElse(null)))
        .map(verdict -> new Judged(holding, verdict));
  }

  private Mono<HoldingUnlockedResponse> release(Judged judged, Token token) {
    Holding holding = judged.holding();
    return switch (judged.verdict()) {
      case Verdict.Refused(CryptoProblem why) -> Mono.error(refused(why, holding));
      case Verdict.Allowed(HoldingStateName becomes) ->
          holdings
              .release(holding.keyId(), holding.deviceId(), token)
              .then(tell(holding, becomes))
              .then(audit.append(use(holding)))
              .thenReturn(
                  new HoldingUnlockedResponse(
                      holding.keyId(), holding.deviceId(), becomes, HoldingState.ATTEMPTS, token));
    };
  }

  private KeyUse use(Holding holding) {
    return new KeyUse(
        holding.keyId(),
        KeyOperation.UNLOCK,
        KeyOutcome.DONE,
        holding.deviceId(),
        holding.personId(),
        Occasion.NONE,
        ids.next());
  }

  private Mono<Void> tell(Holding holding, HoldingStateName becomes) {
    return becomes == HoldingStateName.ACTIVE
        ? outbox.add(HoldingEvent.UNLOCKED, holding.keyId(), HoldingEvent.of(holding))
        : Mono.empty();
  }

  private static ProblemException noHolding(UUID keyId, UUID deviceId) {
    return new ProblemException(
        CryptoProblem.HOLDING_NOT_FOUND,
        "Device %s holds no copy of key %s for this person.".formatted(deviceId, keyId));
  }

  private static ProblemException refused(CryptoProblem why, Holding holding) {
    return new ProblemException(why, "The holding of device " + holding.deviceId() + ".")
        .with("state", holding.state().publicName().name());
  }

  private record Judged(Holding holding, Verdict verdict) {}
}
