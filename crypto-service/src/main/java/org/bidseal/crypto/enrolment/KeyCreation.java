package org.bidseal.crypto.enrolment;

import java.security.SecureRandom;
import java.util.UUID;
import org.bidseal.crypto.holding.Holding;
import org.bidseal.crypto.holding.HoldingState;
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
import org.bidseal.identityview.Persons;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.ServerShare;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Makes the server's half of a key (docs/split-key.md, "Shares"). Joins its caller's transaction.
@Component
class KeyCreation {
  private final Persons persons;
  private final ShareCustody custody;
  private final SplitKeys keys;
  private final Holdings holdings;
  private final Outbox outbox;
  private final KeyAudit audit;
  private final CryptoScheduler crypto;
  private final Ids ids;
  private final SecureRandom random;

  KeyCreation(
      Persons persons,
      ShareCustody custody,
      SplitKeys keys,
      Holdings holdings,
      Outbox outbox,
      KeyAudit audit,
      CryptoScheduler crypto,
      Ids ids,
      SecureRandom random) {
    this.persons = persons;
    this.custody = custody;
    this.keys = keys;
    this.holdings = holdings;
    this.outbox = outbox;
    this.audit = audit;
    this.crypto = crypto;
    this.ids = ids;
    this.random = random;
  }

  Mono<KeyCreatedResponse> create(UUID personId, CreateKeyRequest request) {
    return refuseDeviceOfAnother(personId, request.deviceId())
        .then(crypto.run(() -> serverSide(personId, request)))
        .flatMap(key -> store(key, firstHolding(key, request.deviceId())));
  }

  private Mono<Void> refuseDeviceOfAnother(UUID personId, UUID deviceId) {
    return persons
        .isDeviceOfAnother(personId, deviceId)
        .filter(ofAnother -> ofAnother)
        .flatMap(_ ->
            Mono.error(
                new ProblemException(
                    CryptoProblem.DEVICE_OF_ANOTHER_PERSON,
                    "Device " + deviceId + " was registered by another person.")));
  }

  private SplitKey serverSide(UUID personId, CreateKeyRequest request) {
    ProofContext context = ProofContext.create(request.deviceId(), request.usage());
    if (!ServerShare.verifyCreation(request.p1(), request.proof(), context)) {
      throw new ProblemException(
          CryptoProblem.INVALID_SHARE_PROOF, "The proof for P1 does not hold in this context.");
    }
    return custody.create(ids.next(), request.usage(), personId, request.p1());
  }

  private Holding firstHolding(SplitKey key, UUID deviceId) {
    return new Holding(
        key.keyId(),
        deviceId,
        key.ownerPersonId(),
        key.generation(),
        new HoldingState.Active(HoldingState.ATTEMPTS),
        Token.random(random),
        null,
        null);
  }

  private Mono<KeyCreatedResponse> store(SplitKey key, Holding holding) {
    return keys.insert(key)
        .then(holdings.putActive(holding))
        .then(outbox.add(KeyCreated.TYPE, key.keyId(), event(key, holding)))
        .then(audit.append(use(key, holding)))
        .thenReturn(
            new KeyCreatedResponse(
                key.keyId(),
                key.usage(),
                key.publicKey(),
                key.generation(),
                holding.token(),
                key.resetKey().publicKey()));
  }

  private KeyUse use(SplitKey key, Holding holding) {
    return new KeyUse(
        key.keyId(),
        KeyOperation.CREATE,
        KeyOutcome.DONE,
        holding.deviceId(),
        holding.personId(),
        Occasion.NONE,
        ids.next());
  }

  private static KeyCreated event(SplitKey key, Holding holding) {
    return new KeyCreated(
        key.keyId(),
        key.usage(),
        key.ownerPersonId(),
        holding.deviceId(),
        key.publicKey().hex(),
        key.generation());
  }
}
