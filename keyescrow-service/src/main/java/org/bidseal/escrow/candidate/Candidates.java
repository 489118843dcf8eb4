package org.bidseal.escrow.candidate;

import java.time.Clock;
import java.util.UUID;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.escrow.splitkey.SplitKey;
import org.bidseal.escrow.splitkey.SplitKeys;
import org.bidseal.problem.ProblemException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Who may hold a backup of a key.
@Service
public class Candidates {
  private final CandidateRepository rows;
  private final SplitKeys keys;
  private final Clock clock;

  Candidates(CandidateRepository rows, SplitKeys keys, Clock clock) {
    this.rows = rows;
    this.keys = keys;
    this.clock = clock;
  }

  /// All of them; errs with NOT_FOUND or KEY_USAGE_FORBIDS.
  public Flux<Candidate> of(UUID ownerPersonId, UUID keyId) {
    return keys.owned(keyId, ownerPersonId)
        .map(SplitKey::requireEncryption)
        .flatMapMany(key -> rows.find(key.keyId(), ownerPersonId, null, clock.instant()));
  }

  /// The candidate on this device, now; errs with HOLDER_NOT_ELIGIBLE.
  public Mono<Candidate> require(UUID ownerPersonId, UUID keyId, UUID deviceId) {
    return rows.find(keyId, ownerPersonId, deviceId, clock.instant())
        .singleOrEmpty()
        .switchIfEmpty(Mono.error(Candidates::notEligible));
  }

  private static ProblemException notEligible() {
    return new ProblemException(
        EscrowProblem.HOLDER_NOT_ELIGIBLE,
        "It is no device with an endorsed transport key of yours or of a member of the key's"
            + " enterprise.");
  }
}
