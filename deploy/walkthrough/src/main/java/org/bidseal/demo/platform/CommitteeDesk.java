package org.bidseal.demo.platform;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.phone.http.ApiClient;
import tools.jackson.databind.JsonNode;

/// A trading platform's pages for openings whose bids a committee holds under an event lock.
public final class CommitteeDesk {
  private static final String OPENINGS = "/api/crypto/v1/openings";

  private final ApiClient api;

  CommitteeDesk(ApiClient api) {
    this.api = api;
  }

  /// An opening whose bids are sealed under a lock.
  public UUID registerOpening(String lotId, Instant deadline, Instant opensAt) {
    JsonNode opening =
        api.post(
            OPENINGS,
            Map.of(
                "tenderId",
                "T-2026-001",
                "lotId",
                lotId,
                "name",
                "Road works, lot " + lotId,
                "deadline",
                deadline.toString(),
                "opensAt",
                opensAt.toString(),
                "windowMinutes",
                60,
                "eventLock",
                true));
    return UUID.fromString(opening.path("openingId").asString());
  }

  /// Gives an opening another time, which every bidder sees with its reason.
  ///
  /// @return the opening's time, now in force
  public Instant reschedule(UUID openingId, Instant deadline, Instant opensAt, String reason) {
    JsonNode opening =
        api.post(
            OPENINGS + "/" + openingId + "/reschedulings",
            Map.of(
                "deadline", deadline.toString(), "opensAt", opensAt.toString(), "reason", reason));
    return Instant.parse(opening.path("opensAt").asString());
  }

  /// Who is to sit in a committee.
  ///
  /// @param certificateId of the member's encryption key
  public record Seat(UUID certificateId, String role) {}

  /// Names a committee that is to draw the opening's lock.
  ///
  /// @return the lock's id
  public UUID name(UUID openingId, int threshold, List<Seat> members) {
    JsonNode lock =
        api.post(
            locks(openingId),
            Map.of("purpose", "EVENT", "threshold", threshold, "members", members));
    return UUID.fromString(lock.path("lockId").asString());
  }

  /// Shows a code that a member scans.
  ///
  /// @param step `DRAW`, `RELEASE` or `WAIVE`
  public UUID show(UUID openingId, UUID lockId, UUID personId, String step) {
    return Desk.session(
        api.post(
            locks(openingId) + "/qr-sessions",
            Map.of("lockId", lockId, "personId", personId, "step", step)));
  }

  /// An opening's newest lock.
  public JsonNode newest(UUID openingId) {
    return api.get(locks(openingId)).path(0);
  }

  private static String locks(UUID openingId) {
    return OPENINGS + "/" + openingId + "/event-locks";
  }
}
