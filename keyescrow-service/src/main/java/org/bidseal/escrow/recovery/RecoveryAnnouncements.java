package org.bidseal.escrow.recovery;

import java.util.UUID;
import org.bidseal.outbox.Outbox;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The events of recoveries: `org.bidseal.escrow.recovery-requested.v1`, `recovery-confirmed.v1`,
/// `recovery-rejected.v1`, `recovery-expired.v1` and `key-recovered.v1`. IMPORTED is announced by
/// crypto-service's `holding-created`.
@Component
class RecoveryAnnouncements {
  private static final String PREFIX = "org.bidseal.escrow.";

  private final Outbox outbox;

  RecoveryAnnouncements(Outbox outbox) {
    this.outbox = outbox;
  }

  record RecoveryChanged(UUID recoveryId, UUID backupId, UUID keyId, UUID newDeviceId) {}

  /// Content of `key-recovered`.
  ///
  /// @param generation of the shares from now on
  record KeyRecovered(UUID recoveryId, UUID keyId, int generation, UUID deviceId) {}

  Mono<Void> announce(Recovery recovery) {
    RecoveryCard card = recovery.card();
    return switch (recovery) {
      case Recovery.Pending _ -> changed("recovery-requested.v1", card);
      case Recovery.Confirmed _ -> changed("recovery-confirmed.v1", card);
      case Recovery.Imported _ -> Mono.empty();
      case Recovery.Recovered recovered -> recovered(card, recovered.newGeneration());
      case Recovery.Rejected _ -> changed("recovery-rejected.v1", card);
      case Recovery.Expired _ -> changed("recovery-expired.v1", card);
    };
  }

  private Mono<Void> changed(String type, RecoveryCard card) {
    return outbox.add(
        PREFIX + type,
        card.recoveryId(),
        new RecoveryChanged(card.recoveryId(), card.backupId(), card.keyId(), card.newDeviceId()));
  }

  private Mono<Void> recovered(RecoveryCard card, int generation) {
    return outbox.add(
        PREFIX + "key-recovered.v1",
        card.recoveryId(),
        new KeyRecovered(card.recoveryId(), card.keyId(), generation, card.newDeviceId()));
  }
}
