package org.bidseal.qr.confirmation;

import java.util.UUID;
import org.bidseal.qr.session.Purpose;
import org.bidseal.smcrypto.Fields;

/// What a person signs to log in to a platform or to bind an enterprise to it: the fields
///
///     "bidseal-session-statement-v1", purpose, sessionId, platformId, personId, certificateId
///
/// in this order, encoded as in a share proof's context ([Fields]). The session's id is fresh, so a
/// signature is good for one session only.
record SessionStatement(
    Purpose purpose, UUID sessionId, UUID platformId, UUID personId, UUID certificateId) {

  /// The bytes that are signed.
  byte[] bytes() {
    return new Fields()
        .add("bidseal-session-statement-v1")
        .add(purpose.name())
        .add(sessionId)
        .add(platformId)
        .add(personId)
        .add(certificateId)
        .bytes();
  }
}
