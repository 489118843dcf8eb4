package org.bidseal.signing.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What signing needs to know of a QR session.
///
/// @param state qr-session-service's word: PENDING, SCANNED, CONFIRMED, PROCESSING, …
/// @param enterpriseId the enterprise that is to sign
/// @param personId who scanned it
/// @param reference what it is about
public record QrSession(
    UUID sessionId,
    @Nullable String purpose,
    String state,
    UUID platformId,
    @Nullable UUID enterpriseId,
    @Nullable UUID personId,
    @Nullable UUID deviceId,
    @Nullable Reference reference) {

  /// What a session is about.
  public record Reference(String type, UUID id) {}

  /// Whether this person confirmed the session for this task. A session in PROCESSING was
  /// confirmed: the phone may start again with the same session until it ends.
  public boolean confirmedFor(UUID taskId, UUID person) {
    return (state.equals("CONFIRMED") || state.equals("PROCESSING"))
        && person.equals(personId)
        && reference != null
        && reference.type().equals(QrSessions.REFERENCE)
        && reference.id().equals(taskId);
  }
}
