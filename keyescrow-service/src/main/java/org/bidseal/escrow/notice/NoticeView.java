package org.bidseal.escrow.notice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One notice.
///
/// @param number counts a person's notices from 1, without gaps
/// @param subject the backup or recovery that it is about; absent if it is about the key
record NoticeView(
    long number, NoticeKind kind, Text text, UUID keyId, @Nullable UUID subject, Instant raisedAt) {

  /// What it says.
  record Text(String en, String zh) {}

  /// Some of a person's notices, oldest first.
  ///
  /// @param next what to ask for next as `since`
  /// @param readUpTo the device's mark, 0 if it set none; absent if no device was named
  record Page(List<NoticeView> notices, long next, @Nullable Long readUpTo) {}
}
