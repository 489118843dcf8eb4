package org.bidseal.crypto.guard;

import org.bidseal.crypto.guard.Snapshot.EarlierAttempt;
import org.bidseal.crypto.guard.request.Operation;
import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.crypto.holding.HoldingState;
import org.bidseal.crypto.holding.LastAnswer;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.Sm3Hash;

/// What becomes of a request, judged before anything is counted or computed.
sealed interface Admission {
  /// It may cost an attempt.
  record Admitted() implements Admission {}

  /// It was answered before: the same answer again.
  record Repeated(WrappedSecret answer) implements Admission {}

  /// Its proof was found wrong before: the same refusal again, at no further cost.
  record RefusedBefore(int attemptsLeft) implements Admission {}

  /// Its attempt was counted, and is being checked.
  record UnderWay() implements Admission {}

  /// Its attempt was counted by a process that went down: it is lost, and the request is new.
  record Abandoned() implements Admission {}

  /// Not now, or never.
  ///
  /// @param unreported the block behind it was not reported yet
  record Refused(CryptoProblem why, boolean unreported) implements Admission {}

  /// Judges. A repetition comes first: an answer once given is given again in whatever state the
  /// holding is now, unless it was quarantined or became stale, which forgets the answer.
  static Admission of(Snapshot seen, Presented request) {
    LastAnswer last = seen.holding().last();
    if (last != null && last.requestId().equals(request.requestId())) {
      return sameOr(last.content(), request, new Repeated(last.answer()));
    }
    if (!request.operation().isFor(seen.key().usage())) {
      return refused(CryptoProblem.KEY_USAGE_FORBIDS);
    }
    EarlierAttempt earlier = seen.attempt();
    if (earlier != null) {
      return sameOr(earlier.content(), request, of(earlier));
    }
    return of(seen.holding().state(), request.operation());
  }

  private static Admission of(EarlierAttempt earlier) {
    if (earlier.refused()) {
      return new RefusedBefore(earlier.attemptsLeft());
    }
    return earlier.abandoned() ? new Abandoned() : new UnderWay();
  }

  private static Admission of(HoldingState state, Operation operation) {
    return switch (state) {
      case HoldingState.Active _ -> new Admitted();
      case HoldingState.RefreshOnly _ when operation == Operation.REFRESH -> new Admitted();
      case HoldingState.RefreshOnly _ -> refused(CryptoProblem.KEY_QUARANTINED);
      case HoldingState.Locked(_, boolean reported) ->
          new Refused(CryptoProblem.KEY_LOCKED, !reported);
      case HoldingState.Quarantined(_, boolean reported) ->
          new Refused(CryptoProblem.KEY_QUARANTINED, !reported);
      case HoldingState.Stale _ -> refused(CryptoProblem.STALE_SHARE);
    };
  }

  private static Admission sameOr(Sm3Hash content, Presented request, Admission admission) {
    return content.equals(request.content()) ? admission : refused(CryptoProblem.REQUEST_ID_REUSED);
  }

  private static Admission refused(CryptoProblem why) {
    return new Refused(why, false);
  }
}
