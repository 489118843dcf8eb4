package org.bidseal.escrow.recovery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
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

/// The events of recoveries: `org.bidseal.escrow.recovery-requested.v1`, `recovery-confirmed.v1`,
/// `recovery-rejected.v1`, `recovery-expired.v1` and `key-recovered.v1`; a shortened waiting time
/// is told by a second `recovery-confirmed` with an earlier `importableAt`. IMPORTED is announced
/// by crypto-service's `holding-created`.
@Component
class RecoveryAnnouncements {
  private static final String PREFIX = "org.bidseal.escrow.";

  private final Outbox outbox;
  private final Notices notices;

  RecoveryAnnouncements(Outbox outbox, Notices notices) {
    this.outbox = outbox;
    this.notices = notices;
  }

  /// @param importableAt of a confirmed one only: the end of its waiting time
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RecoveryChanged(
      UUID recoveryId,
      UUID backupId,
      UUID keyId,
      UUID newDeviceId,
      @Nullable Instant importableAt) {}

  /// Content of `key-recovered`.
  ///
  /// @param generation of the shares from now on
  record KeyRecovered(UUID recoveryId, UUID keyId, int generation, UUID deviceId) {}

  Mono<Void> announce(Recovery recovery) {
    RecoveryCard card = recovery.card();
    return switch (recovery) {
      case Recovery.Pending _ -> changed("recovery-requested.v1", card, null);
      case Recovery.Confirmed confirmed ->
          changed("recovery-confirmed.v1", card, confirmed.importableAt());
      case Recovery.Imported _ -> Mono.empty();
      case Recovery.Recovered recovered -> recovered(card, recovered.newGeneration());
      case Recovery.Rejected _ -> changed("recovery-rejected.v1", card, null);
      case Recovery.Expired _ -> changed("recovery-expired.v1", card, null);
    };
  }

  /// Tells owners and holders, after the events of all these recoveries.
  Mono<Void> tell(List<Recovery> recoveries) {
    return notices.tell(recoveries.stream().flatMap(recovery -> notices(recovery, kind(recovery))));
  }

  /// Tells owner and holder that the waiting time is over early.
  Mono<Void> tellShortened(Recovery recovery) {
    return notices.tell(notices(recovery, NoticeKind.WAITING_SHORTENED));
  }

  private static Stream<Notice> notices(Recovery recovery, NoticeKind kind) {
    RecoveryCard card = recovery.card();
    Set<UUID> people = new HashSet<>(List.of(card.ownerPersonId(), card.holderPersonId()));
    return Notice.to(people, kind, card.keyId(), card.recoveryId());
  }

  private static NoticeKind kind(Recovery recovery) {
    return switch (recovery) {
      case Recovery.Pending _ -> NoticeKind.RECOVERY_REQUESTED;
      case Recovery.Confirmed _ -> NoticeKind.RECOVERY_CONFIRMED;
      case Recovery.Imported _ -> NoticeKind.RECOVERY_IMPORTED;
      case Recovery.Recovered _ -> NoticeKind.KEY_RECOVERED;
      case Recovery.Rejected _ -> NoticeKind.RECOVERY_REJECTED;
      case Recovery.Expired _ -> NoticeKind.RECOVERY_EXPIRED;
    };
  }

  private Mono<Void> changed(String type, RecoveryCard card, @Nullable Instant importableAt) {
    return outbox.add(
        PREFIX + type,
        card.recoveryId(),
        new RecoveryChanged(
            card.recoveryId(), card.backupId(), card.keyId(), card.newDeviceId(), importableAt));
  }

  private Mono<Void> recovered(RecoveryCard card, int generation) {
    return outbox.add(
        PREFIX + "key-recovered.v1",
        card.recoveryId(),
        new KeyRecovered(card.recoveryId(), card.keyId(), generation, card.newDeviceId()));
  }
}
