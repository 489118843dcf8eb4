package org.bidseal.crypto.guard;

import org.bidseal.crypto.holding.Holding;
import org.bidseal.crypto.key.SplitKey;
import org.bidseal.crypto.keyaudit.KeyHead;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;

/// What the database said when the request came.
///
/// @param head where the chain of the key's uses ended
/// @param attempt the attempt that this request id already cost, if it was not answered
record Snapshot(SplitKey key, Holding holding, KeyHead head, @Nullable EarlierAttempt attempt) {

  /// An attempt without an answer.
  ///
  /// @param attemptsLeft after it
  /// @param refused its proof was found wrong
  /// @param abandoned nobody is checking it any more: the process that counted it went down
  record EarlierAttempt(Sm3Hash content, int attemptsLeft, boolean refused, boolean abandoned) {}
}
