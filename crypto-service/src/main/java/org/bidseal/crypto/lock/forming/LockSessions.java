package org.bidseal.crypto.lock.forming;

import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.lock.CommitteeLock;
import org.bidseal.crypto.lock.Locks;
import org.bidseal.crypto.lock.Seat;
import org.bidseal.crypto.lock.forming.FormingRequests.OpenLockSession;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.LockProblem;
import org.bidseal.crypto.qrsession.QrSessions;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.crypto.qrsession.SessionSummary;
import org.bidseal.crypto.qrsession.SessionSummary.Line;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.lock.LockPurpose;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// Codes that members scan, each for one kind of step.
@Service
class LockSessions {
  private final Locks locks;
  private final Openings openings;
  private final QrSessions sessions;

  LockSessions(Locks locks, Openings openings, QrSessions sessions) {
    this.locks = locks;
    this.openings = openings;
    this.sessions = sessions;
  }

  /// What a code is for.
  enum Step {
    /// To contribute, to confirm, to complain.
    DRAW(SessionPurpose.LOCK),
    RELEASE(SessionPurpose.LOCK_RELEASE),
    WAIVE(SessionPurpose.LOCK_WAIVER);

    private final SessionPurpose purpose;

    Step(SessionPurpose purpose) {
      this.purpose = purpose;
    }
  }

  /// Opens a session that only this member may confirm for his own enterprise's people.
  Mono<JsonNode> open(UUID openingId, Tenant tenant, OpenLockSession wish, String idempotencyKey) {
    return openings
        .get(openingId, tenant)
        .zipWith(locks.get(openingId, wish.lockId(), tenant))
        .flatMap(both ->
            sessions.open(
                wish(both.getT1().opening(), both.getT2(), seat(both.getT2(), wish), wish.step()),
                idempotencyKey));
  }

  private static Seat seat(CommitteeLock lock, OpenLockSession wish) {
    return lock.seatOf(wish.personId())
        .orElseThrow(() ->
            new ProblemException(
                LockProblem.LOCK_NOT_FOUND,
                "Person " + wish.personId() + " has no seat in lock " + lock.lockId() + "."));
  }

  private static QrSessions.Wish wish(Opening opening, CommitteeLock lock, Seat seat, Step step) {
    return new QrSessions.Wish(
        step.purpose,
        opening.platformId(),
        seat.enterpriseId(),
        lock.lockId(),
        List.of(),
        summary(opening, lock, seat, step));
  }

  private static SessionSummary summary(Opening opening, CommitteeLock lock, Seat seat, Step step) {
    List<Line> lines =
        List.of(
            new Line("Lot", "标段", opening.name()),
            new Line("Tender", "招标项目", opening.tenderId()),
            new Line("Opening", "开标时间", opening.opensAt().toString()),
            new Line("Your role", "您的角色", seat.role()),
            new Line("Members needed", "解锁所需人数", lock.threshold() + " / " + lock.seats().size()),
            new Line("Rehearsal", "演练", lock.purpose() == LockPurpose.DRILL ? "yes 是" : "no 否"));
    return switch (step) {
      case DRAW -> new SessionSummary("Draw an event lock", "生成开标锁", lines);
      case RELEASE -> new SessionSummary("Release an event lock", "解除开标锁", lines);
      case WAIVE -> new SessionSummary("Give an event lock up", "弃用开标锁", lines);
    };
  }
}
