package org.bidseal.escrow.recovery;

import java.time.Instant;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.escrow.recovery.Recovery.Confirmed;
import org.bidseal.escrow.recovery.Recovery.Expired;
import org.bidseal.escrow.recovery.Recovery.Imported;
import org.bidseal.escrow.recovery.Recovery.Open;
import org.bidseal.escrow.recovery.Recovery.Pending;
import org.bidseal.escrow.recovery.Recovery.Recovered;
import org.bidseal.escrow.recovery.Recovery.Rejected;
import org.bidseal.problem.ProblemException;

/// One event on one recovery. Total: every event has an answer in every state.
final class RecoveryTransitions {
  private RecoveryTransitions() {}

  /// What an event does.
  sealed interface Outcome {
    /// The recovery changed.
    record Moved(Recovery recovery) implements Outcome {}

    /// The event had its effect before, or none.
    record Unchanged(Recovery recovery) implements Outcome {}

    /// The event is not legal here.
    record Refused(Refusal why) implements Outcome {}
  }

  /// Why an event is refused.
  enum Refusal {
    NOT_HOLDER,
    NOT_OWNER,
    WRONG_DEVICE,
    NOT_CONFIRMED,
    WAITING,
    EXPIRED,
    ENDED;

    /// What the person is told.
    ProblemException problem() {
      return switch (this) {
        case NOT_HOLDER ->
            new ProblemException(EscrowProblem.NOT_THE_HOLDER, "Somebody else holds the backup.");
        case NOT_OWNER ->
            new ProblemException(EscrowProblem.NOT_THE_OWNER, "The key is somebody else's.");
        case WRONG_DEVICE ->
            new ProblemException(
                EscrowProblem.WRONG_DEVICE, "The backup's phone confirms, another one imports.");
        case NOT_CONFIRMED ->
            new ProblemException(
                EscrowProblem.RECOVERY_NOT_CONFIRMED, "The holder has not confirmed it yet.");
        case WAITING ->
            new ProblemException(
                EscrowProblem.RECOVERY_WAITING, "The owner may still object on another device.");
        case EXPIRED ->
            new ProblemException(
                EscrowProblem.RECOVERY_EXPIRED, "Its time is over or the share was refreshed.");
        case ENDED -> new ProblemException(EscrowProblem.RECOVERY_ENDED, "It has ended.");
      };
    }
  }

  /// Applies `event`; a recovery whose time is over counts as expired even before the sweep says
  /// so.
  static Outcome apply(Recovery recovery, RecoveryEvent event, Instant now) {
    return switch (event) {
      case RecoveryEvent.Confirm confirm -> confirm(recovery, confirm, now);
      case RecoveryEvent.Shorten _ -> shorten(recovery, now);
      case RecoveryEvent.Import imports -> imports(recovery, imports, now);
      case RecoveryEvent.Refreshed refreshed -> refreshed(recovery, refreshed);
      case RecoveryEvent.Reject reject -> reject(recovery, reject, now);
      case RecoveryEvent.Expire _ -> expire(recovery, now);
    };
  }

  private static Outcome confirm(Recovery recovery, RecoveryEvent.Confirm event, Instant now) {
    RecoveryCard card = recovery.card();
    if (!card.holderPersonId().equals(event.personId())) {
      return refused(Refusal.NOT_HOLDER);
    }
    if (event.deviceId() != null && !card.holderDeviceId().equals(event.deviceId())) {
      return refused(Refusal.WRONG_DEVICE);
    }
    return switch (recovery) {
      case Open open when now.isAfter(open.expiresAt()) -> refused(Refusal.EXPIRED);
      case Open open ->
          moved(open.confirm(event.box(), event.comparison(), now, now.plus(event.waitingTime())));
      case Imported _, Recovered _, Rejected _ -> refused(Refusal.ENDED);
      case Expired _ -> refused(Refusal.EXPIRED);
    };
  }

  private static Outcome shorten(Recovery recovery, Instant now) {
    return switch (recovery) {
      case Confirmed confirmed when now.isBefore(confirmed.importableAt()) ->
          moved(confirmed.shorten(now));
      case Pending _, Confirmed _, Imported _, Recovered _, Rejected _, Expired _ ->
          unchanged(recovery);
    };
  }

  private static Outcome imports(Recovery recovery, RecoveryEvent.Import event, Instant now) {
    if (!recovery.card().ownerPersonId().equals(event.personId())) {
      return refused(Refusal.NOT_OWNER);
    }
    return switch (recovery) {
      case Open open when now.isAfter(open.expiresAt()) -> refused(Refusal.EXPIRED);
      case Pending _ -> refused(Refusal.NOT_CONFIRMED);
      case Confirmed confirmed when now.isBefore(confirmed.importableAt()) ->
          refused(Refusal.WAITING);
      case Confirmed confirmed -> moved(confirmed.imported());
      case Imported imported -> unchanged(imported);
      case Recovered _, Rejected _ -> refused(Refusal.ENDED);
      case Expired _ -> refused(Refusal.EXPIRED);
    };
  }

  private static Outcome refreshed(Recovery recovery, RecoveryEvent.Refreshed event) {
    RecoveryCard card = recovery.card();
    if (card.generation() >= event.generation()) {
      return unchanged(recovery);
    }
    return switch (recovery) {
      case Imported imported when card.newDeviceId().equals(event.deviceId()) ->
          moved(imported.recover(event.generation()));
      case Pending _, Confirmed _, Imported _ -> moved(new Expired(card));
      case Recovered _, Rejected _, Expired _ -> unchanged(recovery);
    };
  }

  private static Outcome reject(Recovery recovery, RecoveryEvent.Reject event, Instant now) {
    RecoveryCard card = recovery.card();
    if (!card.holderPersonId().equals(event.personId())
        && !card.ownerPersonId().equals(event.personId())) {
      return refused(Refusal.NOT_HOLDER);
    }
    return switch (recovery) {
      case Open open when now.isAfter(open.expiresAt()) -> refused(Refusal.EXPIRED);
      case Open open -> moved(open.reject(event.personId(), event.reason()));
      case Rejected rejected -> unchanged(rejected);
      case Imported _, Recovered _ -> refused(Refusal.ENDED);
      case Expired _ -> refused(Refusal.EXPIRED);
    };
  }

  private static Outcome expire(Recovery recovery, Instant now) {
    return switch (recovery) {
      case Open open when now.isAfter(open.expiresAt()) -> moved(new Expired(open.card()));
      case Pending _, Confirmed _, Imported _, Recovered _, Rejected _, Expired _ ->
          unchanged(recovery);
    };
  }

  private static Outcome moved(Recovery recovery) {
    return new Outcome.Moved(recovery);
  }

  private static Outcome unchanged(Recovery recovery) {
    return new Outcome.Unchanged(recovery);
  }

  private static Outcome refused(Refusal why) {
    return new Outcome.Refused(why);
  }
}
