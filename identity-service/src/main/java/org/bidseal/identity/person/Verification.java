package org.bidseal.identity.person;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One attempt at real-name verification.
///
/// @param failure why it failed, for the person; null unless FAILED
/// @param reference by which to ask the provider again; null unless PENDING
record Verification(
    UUID verificationId,
    UUID personId,
    RealNameProvider.Method method,
    String name,
    IdNumber idNumber,
    State state,
    @Nullable String reference,
    @Nullable String failure,
    Instant createdAt) {

  enum State {
    PENDING,
    PASSED,
    FAILED
  }

  /// The attempt with the provider's verdict.
  Verification with(RealNameProvider.Verdict verdict) {
    return switch (verdict) {
      case RealNameProvider.Verdict.Passed _ -> with(State.PASSED, null, null);
      case RealNameProvider.Verdict.Failed(String reason) -> with(State.FAILED, null, reason);
      case RealNameProvider.Verdict.Pending(String again) -> with(State.PENDING, again, null);
    };
  }

  private Verification with(State next, @Nullable String again, @Nullable String why) {
    return new Verification(
        verificationId, personId, method, name, idNumber, next, again, why, createdAt);
  }
}
