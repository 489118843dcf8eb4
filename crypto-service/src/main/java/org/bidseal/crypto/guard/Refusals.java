package org.bidseal.crypto.guard;

import java.time.Duration;
import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;

/// How the guard says no.
final class Refusals {
  private Refusals() {}

  static ProblemException noHolding(Presented request) {
    return new ProblemException(
        CryptoProblem.HOLDING_NOT_FOUND,
        "Device %s holds no copy of key %s for this person."
            .formatted(request.deviceId(), request.keyId()));
  }

  static ProblemException wrongProof(int attemptsLeft) {
    return new ProblemException(
            CryptoProblem.WRONG_PIN_OR_PROOF, "The share proof does not hold; the attempt counts.")
        .with("attemptsLeft", attemptsLeft);
  }

  static ProblemException stillInProgress() {
    return new ProblemException(
            CryptoProblem.REQUEST_IN_PROGRESS, "Another request on this holding is not finished.")
        .retryAfter(Duration.ofSeconds(1));
  }

  static ProblemException refused(CryptoProblem why, Snapshot seen) {
    return new ProblemException(
            why,
            "The holding of device %s, generation %d."
                .formatted(seen.holding().deviceId(), seen.holding().generation()))
        .with("state", seen.holding().state().publicName().name());
  }
}
