package org.bidseal.crypto.refresh;

import java.math.BigInteger;
import java.util.UUID;
import org.bidseal.crypto.guard.GuardedRequests;
import org.bidseal.crypto.guard.request.RacedException;
import org.bidseal.crypto.holding.Holding;
import org.bidseal.crypto.holding.HoldingEvent;
import org.bidseal.crypto.holding.HoldingState;
import org.bidseal.crypto.holding.Holdings;
import org.bidseal.crypto.key.ShareCustody;
import org.bidseal.crypto.key.SplitKey;
import org.bidseal.crypto.key.SplitKeys;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.proof.ProofPair;
import org.bidseal.smcrypto.proof.ShareVerifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Refreshes: by the key's owner, on any of his devices that has a holding.
///
/// A colleague who holds a backup may decrypt with it and not refresh: he would shut the owner out.
@Component
class Refreshes {
  private final GuardedRequests guard;
  private final ShareCustody custody;
  private final SplitKeys keys;
  private final Holdings holdings;
  private final Outbox outbox;
  private final CryptoScheduler crypto;

  Refreshes(
      GuardedRequests guard,
      ShareCustody custody,
      SplitKeys keys,
      Holdings holdings,
      Outbox outbox,
      CryptoScheduler crypto) {
    this.guard = guard;
    this.custody = custody;
    this.keys = keys;
    this.holdings = holdings;
    this.outbox = outbox;
    this.crypto = crypto;
  }

  Mono<RefreshResponse> refresh(UUID personId, UUID keyId, RefreshRequest request) {
    return guard.answer(new Refresh(request, personId, keyId, this));
  }

  ShareCustody custody() {
    return custody;
  }

  /// What the request alone can show to be wrong. Nothing here may look at the stored `P1`.
  Mono<Boolean> permit(Refresh refresh, SplitKey key) {
    RefreshRequest request = refresh.request();
    if (!key.ownerPersonId().equals(refresh.personId())) {
      return Mono.error(
          new ProblemException(
              CryptoProblem.NOT_THE_KEY_OWNER, "Key " + key.keyId() + " is another person's."));
    }
    if (request.t().exposeNumber().equals(BigInteger.ONE)) {
      return Mono.error(invalid("t = 1 would leave every old copy alive."));
    }
    return crypto
        .run(() ->
            ShareVerifier.verify(
                request.newProof(),
                request.context(key.keyId()),
                ProofPair.ofShare(request.newP1())))
        .filter(holds -> holds)
        .switchIfEmpty(Mono.error(() -> invalid("The proof under the new share does not hold.")));
  }

  /// Puts the new generation in place, and outdates every other holding. Locks the key first.
  Mono<Void> replace(Refresh refresh, SplitKey old, SplitKey next) {
    UUID deviceId = refresh.request().deviceId();
    return keys.succeed(old, next)
        .filter(replaced -> replaced)
        .switchIfEmpty(Mono.error(RacedException::new))
        .then(holdings.find(old.keyId(), deviceId))
        .flatMap(this::tellOfRelease)
        .then(holdings.outdateOthers(old.keyId(), deviceId))
        .then(
            outbox.add(
                ShareRefreshed.TYPE,
                old.keyId(),
                new ShareRefreshed(old.keyId(), next.generation(), deviceId)));
  }

  private Mono<Void> tellOfRelease(Holding holding) {
    return switch (holding.state()) {
      case HoldingState.RefreshOnly _, HoldingState.Quarantined _ ->
          outbox.add(HoldingEvent.UNLOCKED, holding.keyId(), HoldingEvent.of(holding));
      case HoldingState.Active _, HoldingState.Locked _, HoldingState.Stale _ -> Mono.empty();
    };
  }

  static ProblemException invalid(String why) {
    return new ProblemException(CryptoProblem.INVALID_REFRESH, why);
  }
}
