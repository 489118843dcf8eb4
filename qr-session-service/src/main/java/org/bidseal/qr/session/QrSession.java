package org.bidseal.qr.session;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A QR session in one of its eight states. Each state offers only the steps that are legal in it:
///
/// | from \ event | scan | confirm | finish | start | complete | reject | fail | expire |
/// |---|---|---|---|---|---|---|---|---|
/// | PENDING | SCANNED | | | | | | | EXPIRED |
/// | SCANNED | | CONFIRMED | COMPLETED | | | REJECTED | | EXPIRED |
/// | CONFIRMED | | | | PROCESSING | COMPLETED | REJECTED | FAILED | EXPIRED |
/// | PROCESSING | | | | | COMPLETED | | FAILED | EXPIRED |
/// | COMPLETED, REJECTED, EXPIRED, FAILED | | | | | | | | |
///
/// `finish` is the end of LOGIN and BIND: their confirmation is all there is to do. Who scanned
/// first owns the session; [SessionTransitions] checks that and answers repeated events.
public sealed interface QrSession {

  /// Life of a code that nobody scans.
  Duration UNSCANNED_LIFE = Duration.ofMinutes(3);

  /// Time to read, think and confirm.
  Duration SCANNED_LIFE = Duration.ofMinutes(5);

  /// Time for the service behind to finish what was confirmed.
  Duration CONFIRMED_LIFE = Duration.ofMinutes(30);

  /// Who scanned, and with what.
  record Owner(UUID personId, UUID deviceId) {}

  /// The end of LOGIN and BIND, or of a service's work (then without a certificate).
  record Result(
      UUID personId,
      @Nullable UUID enterpriseId,
      @Nullable UUID certificateId,
      @Nullable String enterpriseName,
      @Nullable String uscc) {}

  /// The state's name as the API shows it.
  State state();

  /// What was fixed at the start.
  SessionCard card();

  /// States as the API and the database name them.
  enum State {
    PENDING,
    SCANNED,
    CONFIRMED,
    PROCESSING,
    COMPLETED,
    REJECTED,
    EXPIRED,
    FAILED
  }

  /// A state that waits for somebody, until `expiresAt`.
  sealed interface Open extends QrSession {
    Instant expiresAt();

    /// Ends the session because its time is over.
    default Expired expire() {
      return new Expired(card(), owner());
    }

    /// Who scanned, null before that.
    @Nullable Owner owner();
  }

  /// Shown on a screen, scanned by nobody yet.
  record Pending(SessionCard card, Instant expiresAt) implements Open {
    /// A session as it is born.
    static Pending of(SessionCard card) {
      return new Pending(card, card.createdAt().plus(UNSCANNED_LIFE));
    }

    @Override
    public State state() {
      return State.PENDING;
    }

    @Override
    public @Nullable Owner owner() {
      return null;
    }

    Scanned scan(Owner by, Instant now) {
      return new Scanned(card, by, now.plus(SCANNED_LIFE));
    }
  }

  /// Owned by a phone, which shows the summary.
  record Scanned(SessionCard card, Owner owner, Instant expiresAt) implements Open {
    @Override
    public State state() {
      return State.SCANNED;
    }

    Confirmed confirm(Instant now) {
      return new Confirmed(card, owner, now, now.plus(CONFIRMED_LIFE));
    }

    Completed finish(Result result) {
      return new Completed(card, owner, result);
    }

    Rejected reject(String reason) {
      return new Rejected(card, owner, reason);
    }
  }

  /// The person agreed; the service behind may work.
  record Confirmed(SessionCard card, Owner owner, Instant confirmedAt, Instant expiresAt)
      implements Open {
    @Override
    public State state() {
      return State.CONFIRMED;
    }

    Processing start() {
      return new Processing(card, owner, confirmedAt, expiresAt);
    }

    Completed complete() {
      return new Completed(card, owner, resultOf(card, owner));
    }

    Rejected reject(String reason) {
      return new Rejected(card, owner, reason);
    }

    Failed fail(String reason) {
      return new Failed(card, owner, reason);
    }
  }

  /// The service behind is at work.
  record Processing(SessionCard card, Owner owner, Instant confirmedAt, Instant expiresAt)
      implements Open {
    @Override
    public State state() {
      return State.PROCESSING;
    }

    Completed complete() {
      return new Completed(card, owner, resultOf(card, owner));
    }

    Failed fail(String reason) {
      return new Failed(card, owner, reason);
    }
  }

  /// Done.
  record Completed(SessionCard card, Owner owner, Result result) implements QrSession {
    @Override
    public State state() {
      return State.COMPLETED;
    }
  }

  /// The person said no.
  record Rejected(SessionCard card, Owner owner, String reason) implements QrSession {
    @Override
    public State state() {
      return State.REJECTED;
    }
  }

  /// Its time ran out.
  record Expired(SessionCard card, @Nullable Owner owner) implements QrSession {
    @Override
    public State state() {
      return State.EXPIRED;
    }
  }

  /// The service behind could not do it.
  record Failed(SessionCard card, Owner owner, String reason) implements QrSession {
    @Override
    public State state() {
      return State.FAILED;
    }
  }

  private static Result resultOf(SessionCard card, Owner owner) {
    return new Result(owner.personId(), card.enterpriseId(), null, null, null);
  }
}
