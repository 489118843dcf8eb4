package org.bidseal.escrow.backup;

import java.time.Instant;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.escrow.backup.Backup.EndReason;
import org.bidseal.escrow.backup.Backup.Live;
import org.bidseal.escrow.backup.Backup.Requested;
import org.bidseal.escrow.backup.Backup.Revoked;
import org.bidseal.escrow.backup.Backup.Stale;
import org.bidseal.escrow.backup.Backup.Verified;
import org.bidseal.problem.ProblemException;

/// One event on one backup. Total: every event has an answer in every state, and saying the same
/// thing twice changes nothing.
final class BackupTransitions {
  private BackupTransitions() {}

  /// What an event does.
  sealed interface Outcome {
    /// The backup changed.
    record Moved(Backup backup) implements Outcome {}

    /// The event had its effect before.
    record Unchanged(Backup backup) implements Outcome {}

    /// The event is not legal here.
    record Refused(Refusal why) implements Outcome {}
  }

  /// Why an event is refused.
  enum Refusal {
    NOT_HOLDER,
    NOT_OWNER,
    WRONG_DEVICE,
    STALE,
    REVOKED;

    /// What the person is told.
    ProblemException problem() {
      return switch (this) {
        case NOT_HOLDER ->
            new ProblemException(EscrowProblem.NOT_THE_HOLDER, "Somebody else holds the backup.");
        case NOT_OWNER ->
            new ProblemException(EscrowProblem.NOT_THE_OWNER, "The key is somebody else's.");
        case WRONG_DEVICE ->
            new ProblemException(EscrowProblem.WRONG_DEVICE, "The backup is on another device.");
        case STALE -> new ProblemException(EscrowProblem.BACKUP_STALE, "The key has newer shares.");
        case REVOKED -> new ProblemException(EscrowProblem.BACKUP_REVOKED, "It was ended.");
      };
    }
  }

  static Outcome apply(Backup backup, BackupEvent event, Instant now) {
    return switch (event) {
      case BackupEvent.Verify verify -> verify(backup, verify, now);
      case BackupEvent.Outdate(int generation) -> outdate(backup, generation);
      case BackupEvent.Revoke revoke -> revoke(backup, revoke);
      case BackupEvent.GiveUp giveUp -> giveUp(backup, giveUp);
      case BackupEvent.End(EndReason reason) -> end(backup, reason);
    };
  }

  private static Outcome verify(Backup backup, BackupEvent.Verify event, Instant now) {
    if (!backup.card().holderPersonId().equals(event.personId())) {
      return refused(Refusal.NOT_HOLDER);
    }
    if (!backup.card().holderDeviceId().equals(event.deviceId())) {
      return refused(Refusal.WRONG_DEVICE);
    }
    return switch (backup) {
      case Requested requested -> moved(requested.verify(now));
      case Verified verified -> unchanged(verified);
      case Stale _ -> refused(Refusal.STALE);
      case Revoked _ -> refused(Refusal.REVOKED);
    };
  }

  private static Outcome outdate(Backup backup, int generation) {
    return switch (backup) {
      case Live live when live.card().generation() < generation -> moved(live.outdate());
      case Live live -> unchanged(live);
      case Stale stale -> unchanged(stale);
      case Revoked revoked -> unchanged(revoked);
    };
  }

  private static Outcome revoke(Backup backup, BackupEvent.Revoke event) {
    if (!backup.card().ownerPersonId().equals(event.personId())) {
      return refused(Refusal.NOT_OWNER);
    }
    return ended(backup, event.reason());
  }

  private static Outcome giveUp(Backup backup, BackupEvent.GiveUp event) {
    if (!backup.card().holderPersonId().equals(event.personId())) {
      return refused(Refusal.NOT_HOLDER);
    }
    return ended(backup, EndReason.HOLDER_GAVE_UP);
  }

  private static Outcome ended(Backup backup, EndReason reason) {
    return switch (backup) {
      case Live live -> moved(live.end(reason));
      case Stale _ -> refused(Refusal.STALE);
      case Revoked revoked -> unchanged(revoked);
    };
  }

  private static Outcome end(Backup backup, EndReason reason) {
    return switch (backup) {
      case Live live -> moved(live.end(reason));
      case Stale stale -> unchanged(stale);
      case Revoked revoked -> unchanged(revoked);
    };
  }

  private static Outcome moved(Backup backup) {
    return new Outcome.Moved(backup);
  }

  private static Outcome unchanged(Backup backup) {
    return new Outcome.Unchanged(backup);
  }

  private static Outcome refused(Refusal why) {
    return new Outcome.Refused(why);
  }
}
