package org.bidseal.crypto.enrolment;

import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.holding.Holding;
import org.bidseal.crypto.holding.HoldingStateName;
import org.bidseal.crypto.key.SplitKey;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.KeyUsage;

/// A key as its people and other services see it: nothing that helps to test a PIN.
///
/// @param holdings all of them for the owner and for services; his own for a backup holder
record KeyView(
    UUID keyId,
    KeyUsage usage,
    Point publicKey,
    int generation,
    UUID ownerPersonId,
    List<HoldingView> holdings) {

  /// One device's copy.
  ///
  /// @param attemptsLeft wrong PINs that are left before it locks
  record HoldingView(UUID deviceId, UUID personId, HoldingStateName state, int attemptsLeft) {
    static HoldingView of(Holding holding) {
      return new HoldingView(
          holding.deviceId(),
          holding.personId(),
          holding.state().publicName(),
          holding.state().attempts());
    }
  }

  static KeyView of(SplitKey key, List<Holding> holdings) {
    return new KeyView(
        key.keyId(),
        key.usage(),
        key.publicKey(),
        key.generation(),
        key.ownerPersonId(),
        holdings.stream().map(HoldingView::of).toList());
  }
}
