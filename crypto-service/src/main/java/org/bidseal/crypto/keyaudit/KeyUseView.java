package org.bidseal.crypto.keyaudit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A use as its holder sees it: which device, which session, what for.
///
/// @param reference the digest that was signed, hex; or the envelope that was opened
record KeyUseView(
    long sequence,
    KeyOperation operation,
    KeyOutcome outcome,
    UUID deviceId,
    UUID personId,
    @Nullable UUID sessionId,
    @Nullable String purpose,
    @Nullable String reference,
    UUID requestId,
    Instant time) {

  static KeyUseView of(RecordedUse recorded) {
    KeyUse use = recorded.use();
    return new KeyUseView(
        recorded.sequence(),
        use.operation(),
        use.outcome(),
        use.deviceId(),
        use.personId(),
        use.occasion().sessionId(),
        use.occasion().purpose(),
        use.occasion().reference(),
        use.requestId(),
        recorded.time());
  }

  /// Some uses, latest first.
  ///
  /// @param before asks for those before these; absent at the beginning of the chain
  record KeyUsePage(List<KeyUseView> uses, @Nullable Long before) {
    static KeyUsePage of(List<RecordedUse> found, int most) {
      return new KeyUsePage(
          found.stream().map(KeyUseView::of).toList(),
          found.size() < most ? null : Long.valueOf(found.getLast().sequence()));
    }
  }
}
