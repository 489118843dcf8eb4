package org.bidseal.escrow.splitkey;

import java.util.UUID;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The known keys.
@Service
public class SplitKeys {
  private final SplitKeyRepository rows;
  private final GenerationAtSource source;

  SplitKeys(SplitKeyRepository rows, GenerationAtSource source) {
    this.rows = rows;
    this.source = source;
  }

  /// Remembers a key; a key that is known already stays as it is.
  public Mono<Void> put(SplitKey key) {
    return rows.insert(key);
  }

  /// Notes newer shares; older news changes nothing.
  public Mono<Void> refreshed(UUID keyId, int generation, UUID deviceId) {
    return rows.refresh(keyId, generation, deviceId);
  }

  /// The key of this owner; errs with NOT_FOUND.
  public Mono<SplitKey> owned(UUID keyId, UUID ownerPersonId) {
    return rows.findOwned(keyId, ownerPersonId).switchIfEmpty(Mono.error(SplitKeys::notFound));
  }

  /// The key of this owner, with its shares of that generation now and until the transaction ends;
  /// errs with NOT_FOUND, or with GENERATION_NOT_CURRENT and the `generation` that is.
  public Mono<SplitKey> current(UUID keyId, UUID ownerPersonId, int generation) {
    return rows.findOwnedForShare(keyId, ownerPersonId)
        .switchIfEmpty(Mono.error(SplitKeys::notFound))
        .flatMap(key -> requireCurrent(key, generation));
  }

  private Mono<SplitKey> requireCurrent(SplitKey key, int generation) {
    Mono<Integer> now =
        generation > key.generation() ? source.of(key.keyId()) : Mono.just(key.generation());
    return now.map(current -> {
      if (current != generation) {
        throw new ProblemException(
                EscrowProblem.GENERATION_NOT_CURRENT,
                "The shares are of generation " + current + " now.")
            .with("generation", current);
      }
      return key;
    });
  }

  /// Every key of this owner.
  public Flux<SplitKey> ownedBy(UUID ownerPersonId) {
    return rows.ownedBy(ownerPersonId);
  }

  private static ProblemException notFound() {
    return new ProblemException(CommonProblem.NOT_FOUND, "There is no such key of yours.");
  }
}
