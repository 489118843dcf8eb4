package org.bidseal.escrow.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.escrow.notice.NoticeKind;
import org.bidseal.escrow.notice.Notices;
import org.bidseal.escrow.notice.Notices.Notice;
import org.bidseal.outbox.Outbox;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The events of backups: `org.bidseal.escrow.key-backed-up.v1`, `backup-verified.v1`,
/// `backup-stale.v1` and `backup-revoked.v1`, one for each state that a backup enters.
@Component
class BackupAnnouncements {
  private final Outbox outbox;
  private final Notices notices;

  BackupAnnouncements(Outbox outbox, Notices notices) {
    this.outbox = outbox;
    this.notices = notices;
  }

  /// @param reason of a revocation only
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record BackupChanged(
      UUID backupId,
      UUID keyId,
      int generation,
      UUID ownerPersonId,
      UUID holderPersonId,
      UUID holderDeviceId,
      Backup.@Nullable EndReason reason) {
    static BackupChanged of(Backup backup) {
      BackupCard card = backup.card();
      return new BackupChanged(
          card.backupId(),
          card.keyId(),
          card.generation(),
          card.ownerPersonId(),
          card.holderPersonId(),
          card.holderDeviceId(),
          backup instanceof Backup.Revoked(_, Backup.EndReason reason) ? reason : null);
    }
  }

  Mono<Void> announce(Backup backup) {
    BackupCard card = backup.card();
    return outbox.add(type(backup.state()), card.backupId(), BackupChanged.of(backup));
  }

  /// Tells owners and holders, after the events of all these backups.
  Mono<Void> tell(List<Backup> backups) {
    return notices.tell(backups.stream().flatMap(BackupAnnouncements::notices));
  }

  private static Stream<Notice> notices(Backup backup) {
    BackupCard card = backup.card();
    Set<UUID> people = new HashSet<>(List.of(card.ownerPersonId(), card.holderPersonId()));
    return Notice.to(people, kind(backup.state()), card.keyId(), card.backupId());
  }

  private static NoticeKind kind(Backup.State state) {
    return switch (state) {
      case REQUESTED -> NoticeKind.BACKUP_REQUESTED;
      case VERIFIED -> NoticeKind.BACKUP_VERIFIED;
      case STALE -> NoticeKind.BACKUP_STALE;
      case REVOKED -> NoticeKind.BACKUP_REVOKED;
    };
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
