package org.bidseal.escrow.backup;

import java.util.UUID;
import org.bidseal.outbox.Outbox;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The events of backups: `org.bidseal.escrow.key-backed-up.v1`, `backup-verified.v1`,
/// `backup-stale.v1` and `backup-revoked.v1`, one for each state that a backup enters.
@Component
class BackupAnnouncements {
  private final Outbox outbox;

  BackupAnnouncements(Outbox outbox) {
    this.outbox = outbox;
  }

  record BackupChanged(
      UUID backupId,
      UUID keyId,
      int generation,
      UUID ownerPersonId,
      UUID holderPersonId,
      UUID holderDeviceId) {
    static BackupChanged of(BackupCard card) {
      return new BackupChanged(
          card.backupId(),
          card.keyId(),
          card.generation(),
          card.ownerPersonId(),
          card.holderPersonId(),
          card.holderDeviceId());
    }
  }

  Mono<Void> announce(Backup backup) {
    BackupCard card = backup.card();
    return outbox.add(type(backup.state()), card.backupId(), BackupChanged.of(card));
  }

  private static String type(Backup.State state) {
    return switch (state) {
      case REQUESTED -> "org.bidseal.escrow.key-backed-up.v1";
      case VERIFIED -> "org.bidseal.escrow.backup-verified.v1";
      case STALE -> "org.bidseal.escrow.backup-stale.v1";
      case REVOKED -> "org.bidseal.escrow.backup-revoked.v1";
    };
  }
}
