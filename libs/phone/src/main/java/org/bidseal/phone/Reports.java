package org.bidseal.phone;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bidseal.smcrypto.device.ReportKind;
import org.bidseal.smcrypto.device.ReportStatement;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What this phone tells of a bid that the service cannot see, signed by the phone's own key.
public final class Reports {
  private final PhoneParts parts;
  private final UUID personId;
  private final Clock clock;

  Reports(PhoneParts parts, UUID personId, Clock clock) {
    this.parts = parts;
    this.personId = personId;
    this.clock = clock;
  }

  /// Reports what has just happened, by this phone's clock.
  ///
  /// @param sessionId the scanned session in which it happened; null if it was in none
  /// @param text at most 1,000 characters, which everybody in the opening can read after its time
  /// @return the bid's timeline
  public JsonNode report(UUID envelopeId, @Nullable UUID sessionId, ReportKind kind, String text) {
    return send(
        new ReportStatement(
            envelopeId,
            parts.deviceId(),
            personId,
            sessionId,
            kind,
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            text));
  }

  private JsonNode send(ReportStatement statement) {
    byte[] bytes = statement.bytes();
    Map<String, Object> body =
        new LinkedHashMap<>(SignatureJson.of(parts.deviceKey().signMessage(bytes, parts.random())));
    body.put("statement", Base64.getEncoder().encodeToString(bytes));
    return parts
        .patience()
        .whileRefused(
            Set.of("report-device-foreign", "device-key-missing"),
            () ->
                parts
                    .api()
                    .post(
                        "/api/crypto/v1/envelopes/" + statement.envelopeId() + "/client-reports",
                        body));
  }
}
