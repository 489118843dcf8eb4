package org.bidseal.crypto.keyaudit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a key is used for.
///
/// @param sessionId the QR session, task or application that it belongs to
/// @param purpose what is signed or opened, such as `DOCUMENT` or `BID`
/// @param reference the digest that is signed, hex; or the envelope that is opened
public record Occasion(
    @Nullable UUID sessionId, @Nullable String purpose, @Nullable String reference) {
  /// For what belongs to nothing but the key.
  public static final Occasion NONE = new Occasion(null, null, null);
}
