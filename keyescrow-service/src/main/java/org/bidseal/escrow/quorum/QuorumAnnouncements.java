package org.bidseal.escrow.quorum;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.bidseal.escrow.notice.NoticeKind;
import org.bidseal.escrow.notice.Notices;
import org.bidseal.escrow.notice.Notices.Notice;
import org.bidseal.escrow.quorum.QuorumViews.QuorumRecoveryState;
import org.bidseal.outbox.Outbox;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The events `org.bidseal.escrow.quorum-backup-requested.v1`, `-verified.v1` and `-ended.v1`, and
/// `quorum-recovery-changed.v1`; each with a notice to the owner and to all holders.
@Component
class QuorumAnnouncements {
  private static final String PREFIX = "org.bidseal.escrow.quorum-";

  private final Outbox outbox;
  private final Notices notices;

  QuorumAnnouncements(Outbox outbox, Notices notices) {
    this.outbox = outbox;
    this.notices = notices;
  }

  record QuorumBackupChanged(
      UUID backupId,
      UUID keyId,
      int generation,
      UUID ownerPersonId,
      int threshold,
      QuorumBackup.State state) {}

  /// @param importableAt of a confirmed one only
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record QuorumRecoveryChanged(
      UUID recoveryId,
      UUID backupId,
      UUID keyId,
      UUID newDeviceId,
      QuorumRecoveryState state,
      @Nullable Instant importableAt) {}

  Mono<Void> announce(QuorumBackup backup, Collection<UUID> holders) {
    QuorumBackup.State state = backup.state();
    String type =
        switch (state) {
          case REQUESTED -> "backup-requested.v1";
          case VERIFIED -> "backup-verified.v1";
          case STALE, REVOKED -> "backup-ended.v1";
        };
    NoticeKind kind =
        switch (state) {
          case REQUESTED -> NoticeKind.BACKUP_REQUESTED;
          case VERIFIED -> NoticeKind.BACKUP_VERIFIED;
          case STALE -> NoticeKind.BACKUP_STALE;
          case REVOKED -> NoticeKind.BACKUP_REVOKED;
        };
    return outbox
        .add(
            PREFIX + type,
            backup.backupId(),
            new QuorumBackupChanged(
                backup.backupId(),
                backup.keyId(),
                backup.generation(),
                backup.ownerPersonId(),
                backup.commitments().threshold(),
                state))
        .then(tell(backup.ownerPersonId(), holders, kind, backup.keyId(), backup.backupId()));
  }

  Mono<Void> announce(QuorumRecovery recovery, Collection<UUID> holders) {
    NoticeKind kind =
        switch (recovery.state()) {
          case PENDING -> NoticeKind.RECOVERY_REQUESTED;
          case CONFIRMED -> NoticeKind.RECOVERY_CONFIRMED;
          case IMPORTED -> NoticeKind.RECOVERY_IMPORTED;
          case RECOVERED -> NoticeKind.KEY_RECOVERED;
          case REJECTED -> NoticeKind.RECOVERY_REJECTED;
          case EXPIRED -> NoticeKind.RECOVERY_EXPIRED;
        };
    return outbox
        .add(
            PREFIX + "recovery-changed.v1",
            recovery.recoveryId(),
            new QuorumRecoveryChanged(
                recovery.recoveryId(),
                recovery.backupId(),
                recovery.keyId(),
                recovery.newDeviceId(),
                recovery.state(),
                recovery.importableAt()))
        .then(
            tell(recovery.ownerPersonId(), holders, kind, recovery.keyId(), recovery.recoveryId()));
  }

  private Mono<Void> tell(
      UUID owner, Collection<UUID> holders, NoticeKind kind, UUID keyId, UUID subject) {
    Set<UUID> people = new HashSet<>(holders);
    people.add(owner);
    return notices.tell(Notice.to(people, kind, keyId, subject));
  }
}
