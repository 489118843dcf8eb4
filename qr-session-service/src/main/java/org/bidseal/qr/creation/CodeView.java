package org.bidseal.qr.creation;

import java.time.Duration;
import java.time.Instant;
import org.bidseal.qr.code.RotatingCode;

/// What a screen shows now.
///
/// @param code the text for the picture
/// @param validUntil until when a scan of it is accepted
/// @param nextInMillis when to ask for the next one
public record CodeView(String code, Instant validUntil, long nextInMillis) {
  static CodeView of(RotatingCode code, Instant now) {
    Instant next = code.shownUntil();
    return new CodeView(
        code.text(),
        next.minus(RotatingCode.SHOWN_FOR).plus(RotatingCode.ACCEPTED_FOR),
        Math.max(0, Duration.between(now, next).toMillis()));
  }
}
